/// Crowds in which somebody hides, drawn from a seed, with the place known.
package dev.cuaderno.datasets.waldo;
