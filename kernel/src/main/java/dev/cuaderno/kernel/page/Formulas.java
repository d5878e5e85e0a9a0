package dev.cuaderno.kernel.page;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/// A text whose formulas have been taken out, so that Markdown reads neither `_` nor `*` nor `|`
/// inside them: `$...$`, `$$...$$`, `\(...\)`, `\[...\]` (also with two backslashes, as Jupyter
/// writes them) and `\begin{...}...\end{...}`. Code is left alone; `\$` is a plain dollar sign.
///
/// A single `$` opens a formula only when the text up to the next `$` has a space at both its ends
/// or at neither, and no digit follows: "cuesta $5 o $10" has no formula. No formula crosses an
/// empty line.
///
/// @param text the text with a mark in the place of each formula
/// @param found the formulas in order
record Formulas(String text, List<Formula> found) {

    /// @param tex what stands between the delimiters
    /// @param source the formula with its delimiters, as written
    record Formula(String tex, boolean display, String source) {

        /// The place where the page's script sets the formula; its text until then.
        String html() {
            return "<span class=\"tex\""
                    + (display ? " data-display" : "")
                    + ">"
                    + Html.escape(tex.strip())
                    + "</span>";
        }
    }

    // Private-use characters: neither letters to a reader nor punctuation to Markdown.
    private static final char OPEN = '\uE000';
    private static final char CLOSE = '\uE001';
    private static final Pattern MARK = Pattern.compile(OPEN + "(\\d{1,6})" + CLOSE);

    static Formulas in(String source) {
        var scanner = new FormulaScanner(source);
        var found = new ArrayList<Formula>();
        var out = new StringBuilder();
        int copied = 0;
        for (var next = scanner.next(); next != null; next = scanner.next()) {
            out.append(source, copied, next.start()).append(OPEN).append(found.size());
            out.append(CLOSE);
            found.add(next.formula());
            copied = next.end();
        }
        return new Formulas(out.append(source, copied, source.length()).toString(), found);
    }

    /// `part` of the text with its formulas as they were written.
    String restore(String part) {
        return fill(part, Function.identity(), Formula::source);
    }

    /// `part` of the text as HTML, its formulas as places for the page's script.
    String html(String part) {
        return fill(part, Html::escape, Formula::html);
    }

    /// `part` of the text, itself HTML, with formulas put in where text stands; those inside tags
    /// as they were written.
    String intoHtml(String part) {
        var out = new StringBuilder();
        var marks = MARK.matcher(part);
        int copied = 0;
        while (marks.find()) {
            out.append(part, copied, marks.start());
            boolean inTag = out.lastIndexOf("<") > out.lastIndexOf(">");
            out.append(fill(marks.group(), f -> f, inTag ? Formula::source : Formula::html));
            copied = marks.end();
        }
        return out.append(part, copied, part.length()).toString();
    }

    private String fill(
            String part, Function<String, String> text, Function<Formula, String> formula) {
        var out = new StringBuilder();
        var marks = MARK.matcher(part);
        int copied = 0;
        while (marks.find()) {
            int index = Integer.parseInt(marks.group(1));
            if (index < found.size()) {
                out.append(text.apply(part.substring(copied, marks.start())));
                out.append(formula.apply(found.get(index)));
                copied = marks.end();
            }
        }
        return out.append(text.apply(part.substring(copied))).toString();
    }
}
