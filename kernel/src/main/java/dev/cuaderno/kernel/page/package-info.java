/// A notebook as one self-contained HTML page that opens offline.
///
/// From outside: [Page] (one notebook), [Index] (the start page of a run) and [Opening] (title and
/// first paragraph of a notebook). The rest, one idea each: [Markdown] and [Formulas] (text),
/// [JavaHighlighter] (code), [OutputHtml], [AnsiHtml] and [Fragment] (outputs), [Images] (data
/// URIs), [Katex] (formulas in the browser), [Document] (the frame around it all).
package dev.cuaderno.kernel.page;
