/// Gradients: reverse-mode differentiation, recorded while the program runs.
///
/// An operation with a tracked input leaves a [Step][dev.cuaderno.grad.Step] on its result: the
/// operation and its inputs. The steps behind a result are its tape, which
/// [Gradients][dev.cuaderno.grad.Gradients] walks backwards, asking each operation for the gradient
/// of its inputs. Tapes belong to their results, not to a thread: any number may be in use at once,
/// and each disappears with its result.
package dev.cuaderno.grad;
