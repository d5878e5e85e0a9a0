/// Files of tensors: safetensors, NumPy's npy and npz, those of PyTorch, and pickled arrays.
package dev.cuaderno.io;
