// Sets every formula of the page. Macros defined by one formula hold for those after it.
(() => {
  const macros = { "\\label": "\\@gobble" };
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
