/// Tensors.
package dev.cuaderno.tensor;
