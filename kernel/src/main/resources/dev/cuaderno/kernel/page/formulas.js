// Sets every formula of the page. Macros defined by one formula hold for those after it.
(() => {
  const macros = { "\\label": "\\@gobble" };
  // MathML of outputs that says its LaTeX: all formulas of a page are to look alike.
  for (const tex of document.querySelectorAll('math annotation[encoding="application/x-tex"]')) {
    const place = document.createElement("span");
    place.className = "tex";
    place.textContent = tex.textContent;
    tex.closest("math").replaceWith(place);
  }
  for (const place of document.querySelectorAll(".tex")) {
    katex.render(place.textContent, place, {
      displayMode: "display" in place.dataset,
      throwOnError: false,
      errorColor: "var(--error)",
      strict: "ignore",
      globalGroup: true,
      macros,
    });
  }
})();
