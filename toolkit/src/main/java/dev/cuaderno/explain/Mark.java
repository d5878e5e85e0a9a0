package dev.cuaderno.explain;

/// How a cell of a drawing stands out. Fills are translucent, so that they read on light and on
/// dark pages.
enum Mark {
    PLAIN("", "", false),
    /// A cell around the image.
    PADDING("", "128,128,128,.28", false),
    /// A cell on which the window lies.
    WINDOW("#d9720b", "245,158,11,.3", true),
    /// The cell of the window that a pooling chose.
    CHOSEN("#d9720b", "245,158,11,.55", true),
    FILTER("", "245,158,11,.3", false),
    /// The cell of the result that this frame computes.
    NEWEST("", "59,130,246,.38", true),
    KNOWN("", "59,130,246,.14", false);

    private final String border;
    private final String fill;
    private final boolean bold;

    Mark(String border, String fill, boolean bold) {
        this.border = border;
        this.fill = fill;
        this.bold = bold;
    }

    /// The border's colour; empty for the usual thin line.
    String border() {
        return border;
    }

    /// Red, green, blue and opacity as CSS writes them between the brackets of `rgba`; empty for
    /// none.
    String fill() {
        return fill;
    }

    boolean bold() {
        return bold;
    }

    /// The declarations of a cell of a table.
    String css() {
        var line = border.isEmpty() ? "" : "border:2px solid " + border + ";";
        var back = fill.isEmpty() ? "" : "background:rgba(" + fill + ");";
        return line + back + (bold ? "font-weight:600" : "");
    }
}
