/// Notebooks as plain programs: one Java file, a Maven project, or a script for JShell.
package dev.cuaderno.kernel.export;
