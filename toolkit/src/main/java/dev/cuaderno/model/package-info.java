/// Well-known networks by name, with PyTorch's names of parameters; [dev.cuaderno.model.Models]
/// makes them.
package dev.cuaderno.model;
