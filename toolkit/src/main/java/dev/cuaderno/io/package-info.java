/// Files of tensors: safetensors, NumPy's npy and npz.
package dev.cuaderno.io;
