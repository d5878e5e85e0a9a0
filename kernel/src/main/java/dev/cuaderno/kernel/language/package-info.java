/// What a cell means: snippets, diagnostics, values. The only room that sees JShell; knows nothing
/// of Jupyter.
package dev.cuaderno.kernel.language;
