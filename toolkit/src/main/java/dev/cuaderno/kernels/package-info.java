/// The loops in which the time goes: plain arrays in, plain arrays out, no tensors.
///
/// [Kernels][dev.cuaderno.kernels.Kernels] is the seam:
/// [ScalarKernels][dev.cuaderno.kernels.ScalarKernels] runs everywhere, and other implementations
/// are held to its results by differential tests. Callers check shapes; kernels rely on them.
package dev.cuaderno.kernels;
