/// Opens JupyterLab with the kernel ready, installing it first where it is missing.
package dev.cuaderno.kernel.lab;
