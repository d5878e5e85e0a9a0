/// Starting, watching, interrupting and replacing the JVM in which cells run. The only room that
/// starts processes.
package dev.cuaderno.kernel.process;
