/// Makes the kernel known to Jupyter: kernelspecs in its data folders.
package dev.cuaderno.kernel.install;
