/// Notebook files: reading and writing nbformat, running one headless.
///
/// [dev.cuaderno.kernel.notebook.NotebookFile] reads and writes,
/// [dev.cuaderno.kernel.notebook.NotebookRunner] runs a [dev.cuaderno.kernel.notebook.Notebook] on
/// a [language][dev.cuaderno.kernel.language.Language] and says how it went.
package dev.cuaderno.kernel.notebook;
