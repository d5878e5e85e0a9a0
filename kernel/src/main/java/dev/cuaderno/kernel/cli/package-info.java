/// The command line: one class per subcommand, and what the `run` subcommand needs to choose
/// notebooks and to show how far they are.
package dev.cuaderno.kernel.cli;
