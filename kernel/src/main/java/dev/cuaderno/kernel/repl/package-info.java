/// The JDK's own jshell tool as Cuaderno's REPL: with the toolkit on its class path, results shown
/// in full, pictures in windows, a memory of its own.
package dev.cuaderno.kernel.repl;
