package dev.cuaderno.kernel.page;

/// The few words that a page says by itself.
record Labels(
        String language,
        String skip,
        String contents,
        String code,
        String output,
        String error,
        String picture,
        String missing,
        String unknown,
        String notebooks,
        String passed,
        String failed,
        String skipped) {

    private static final Labels SPANISH =
            new Labels(
                    "es",
                    "Ir al contenido",
                    "Contenido",
                    "Código",
                    "Salida",
                    "Error",
                    "Imagen de la celda",
                    "imagen fuera de esta página",
                    "Esta página no muestra salidas de tipo",
                    "Cuadernos",
                    "correcto",
                    "con error",
                    "omitido");
    private static final Labels ENGLISH =
            new Labels(
                    "en",
                    "Skip to content",
                    "Contents",
                    "Code",
                    "Output",
                    "Error",
                    "Picture of cell",
                    "picture outside this page",
                    "This page does not show outputs of type",
                    "Notebooks",
                    "passed",
                    "failed",
                    "skipped");

    /// The words in `language` (a BCP 47 tag): Spanish where it is empty, English where it is
    /// neither.
    static Labels in(String language) {
        return language.isBlank() || language.equals("es") || language.startsWith("es-")
                ? SPANISH
                : ENGLISH;
    }
}
