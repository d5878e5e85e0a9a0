package dev.cuaderno.kernel.page;

/// The frame of every page: head, style, and scripts where formulas need them. A content security
/// policy forbids the page, outputs of cells included, to load anything from outside itself.
final class Document {

    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
                    + " 'unsafe-eval'; img-src data: blob:; media-src data: blob:; font-src data:;"
                    + " frame-src data: blob:; child-src data: blob:; worker-src data: blob:;"
                    + " connect-src data: blob:; form-action 'none'; base-uri 'none'";

    private Document() {}

    static String html(String language, String title, String kind, String body) {
        boolean formulas = body.contains("class=\"tex\"") || body.contains("\"application/x-tex\"");
        var out = new StringBuilder(body.length() + (formulas ? 900_000 : 20_000));
        out.append("<!DOCTYPE html>\n<html lang=\"").append(Html.escape(language)).append("\">\n");
        out.append("<head>\n<meta charset=\"utf-8\">\n");
        out.append("<meta http-equiv=\"Content-Security-Policy\" content=\"").append(POLICY);
        out.append("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        out.append("\n<meta name=\"color-scheme\" content=\"light dark\">\n");
        out.append("<title>").append(Html.escape(title)).append("</title>\n");
        if (formulas) {
            out.append("<style>").append(Katex.style()).append("</style>\n");
        }
        out.append("<style>\n").append(Resources.text("page.css")).append("</style>\n</head>\n");
        out.append("<body class=\"").append(kind).append("\">\n").append(body);
        if (formulas) {
            out.append("<script>").append(Katex.script()).append("</script>\n");
        }
        return out.append("</body>\n</html>\n").toString();
    }
}
