/// Files of tensors: safetensors, NumPy's npy and npz, and those of PyTorch.
package dev.cuaderno.io;
