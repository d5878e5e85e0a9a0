/// Tensors: numbers in up to six axes, and everything one does to them without a network.
///
/// [Tensor][dev.cuaderno.tensor.Tensor] is a value: no public method changes one. Its methods are
/// sorted by concern into the sealed interfaces it implements: arithmetic, reductions, views,
/// neighbourhoods (padding, correlation, pooling) and probabilities. What they compute is described
/// by the small records of `dev.cuaderno.op`.
///
/// ```java
/// var image = tensor("""
///     1 2 1 0
///     2 3 1 1
///     3 0 0 2
///     1 1 2 3""");
/// image.correlate(tensor("1 0 \n 2 1"), stride(2).padding(1))   // 1 5 0 | 3 3 5 | 0 1 3
/// ```
package dev.cuaderno.tensor;
