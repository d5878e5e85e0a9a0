/// What tensors compute, one small record per operation: the rule for shapes, the formula, the
/// computation. [Tensor][dev.cuaderno.tensor.Tensor]'s methods are short names for `new
/// SomeOp(parameters).apply(inputs)`.
///
/// An operation checks its inputs, allocates the result and fills it: float32 tensors through
/// [Kernels][dev.cuaderno.kernels.Kernels], others by a plain loop in double arithmetic, which is
/// also what the fast kernels are compared with.
package dev.cuaderno.op;
