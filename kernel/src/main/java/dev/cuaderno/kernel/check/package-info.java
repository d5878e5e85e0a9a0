/// Compares the outputs of a run with those that a notebook holds, and looks for what makes a
/// notebook depend on the order in which somebody once ran it.
package dev.cuaderno.kernel.check;
