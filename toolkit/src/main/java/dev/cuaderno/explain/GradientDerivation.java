package dev.cuaderno.explain;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.tensor.Size2d;

import java.util.ArrayList;
import java.util.List;

/// Lines of a derivation, each equal to the one before: in letters, with the indices put in, with
/// the numbers put in.
///
/// @param left what is derived, in LaTeX
/// @param right what it is equal to, line by line, in LaTeX
/// @param text the same to read without LaTeX
public record GradientDerivation(String left, List<String> right, String text)
        implements Displayable {

    /// Terms that fit into a line of a page.
    private static final int LINE = 6;

    private static final int MOST_TERMS = 9;

    public GradientDerivation {
        right = List.copyOf(right);
    }

    static GradientDerivation ofPixel(ConvBackward pass, int k, int l) {
        var at = new Place(pass, k, l);
        var left = "\\frac{\\partial\\mathcal L}{\\partial I_{%d%d}}".formatted(k, l);
        var film = pass.byImage();
        var right = new ArrayList<String>();
        right.add(
                "\\sum_{r,s}G_{rs}\\,\\frac{\\partial O_{rs}}{\\partial I_{%d%d}}".formatted(k, l));
        right.add(
                "\\sum_{r,s}G_{rs}\\sum_{b,c}F_{bc}\\,\\delta_{%s,\\,%d}\\,\\delta_{%s,\\,%d}"
                        .formatted(at.row("r", "b"), k, at.column("s", "c"), l));
        if (pass.window().dilation().rows() == 1 && pass.window().dilation().columns() == 1) {
            right.add(
                    "\\sum_{r,s}G_{rs}\\,F_{%s,\\,%s}"
                            .formatted(at.solvedRow(k), at.solvedColumn(l)));
        }
        add(right, film, k, l, "F");
        return new GradientDerivation(left, right, film.letters(k, l) + " = " + film.numbers(k, l));
    }

    static GradientDerivation ofWeight(ConvBackward pass, int k, int l) {
        var at = new Place(pass, k, l);
        var left = "\\frac{\\partial\\mathcal L}{\\partial F_{%d%d}}".formatted(k, l);
        var film = pass.byFilter();
        var right = new ArrayList<String>();
        right.add(
                "\\sum_{r,s}G_{rs}\\,\\frac{\\partial O_{rs}}{\\partial F_{%d%d}}".formatted(k, l));
        right.add(
                "\\sum_{r,s}G_{rs}\\sum_{b,c}I'_{%s,\\,%s}\\,\\delta_{b,\\,%d}\\,\\delta_{c,\\,%d}"
                        .formatted(at.row("r", "b"), at.column("s", "c"), k, l));
        right.add(
                "\\sum_{r,s}G_{rs}\\,I'_{%s,\\,%s}"
                        .formatted(
                                at.row("r", Integer.toString(k)),
                                at.column("s", Integer.toString(l))));
        add(right, film, k, l, "I'");
        return new GradientDerivation(left, right, film.letters(k, l) + " = " + film.numbers(k, l));
    }

    private static void add(List<String> right, BackwardFilm film, int k, int l, String factor) {
        var terms = film.terms(k, l);
        var letters =
                terms.stream()
                        .map(
                                term ->
                                        "G_{%d%d}%s_{%d%s%d}"
                                                .formatted(
                                                        term.r(),
                                                        term.s(),
                                                        factor,
                                                        term.row(),
                                                        term.row() < 0 || term.column() < 0
                                                                ? ","
                                                                : "",
                                                        term.column()))
                        .toList();
        var numbers =
                terms.stream()
                        .map(
                                term ->
                                        Figures.signed(term.upstream())
                                                + "\\cdot"
                                                + braced(Figures.signed(term.factor())))
                        .toList();
        if (!terms.isEmpty()) {
            right.add(latexSum(letters));
            right.add(latexSum(numbers));
        }
        right.add(Figures.of(film.gradient().getDouble(k, l)));
    }

    private static String latexSum(List<String> terms) {
        if (terms.size() <= LINE || terms.size() > MOST_TERMS) {
            return Figures.sum(terms, MOST_TERMS).replace("…", "\\dots");
        }
        return Figures.sum(terms.subList(0, LINE), LINE)
                + "\\\\\n&\\quad{}+"
                + Figures.sum(terms.subList(LINE, terms.size()), LINE);
    }

    private static String braced(String text) {
        return text.startsWith("(") ? text : " " + text;
    }

    /// The indices of a window's cell: S·r + d·b − P, with what is 1 or 0 left out.
    private record Place(ConvBackward pass, int k, int l) {

        String row(String r, String b) {
            var window = pass.window();
            return index(
                    window.strideOr(Size2d.square(1)).rows(),
                    r,
                    window.dilation().rows(),
                    b,
                    beforeRows());
        }

        String column(String s, String c) {
            var window = pass.window();
            return index(
                    window.strideOr(Size2d.square(1)).columns(),
                    s,
                    window.dilation().columns(),
                    c,
                    beforeColumns());
        }

        String solvedRow(int at) {
            return solved(at + beforeRows(), pass.window().strideOr(Size2d.square(1)).rows(), "r");
        }

        String solvedColumn(int at) {
            return solved(
                    at + beforeColumns(), pass.window().strideOr(Size2d.square(1)).columns(), "s");
        }

        private int beforeRows() {
            return pass.layout().picture().image().rows().from();
        }

        private int beforeColumns() {
            return pass.layout().picture().image().columns().from();
        }

        private static String index(int stride, String r, int dilation, String b, int before) {
            var text = times(stride, r);
            if (!b.equals("0")) {
                text += "+" + times(dilation, b);
            }
            return before == 0 ? text : text + "-" + before;
        }

        private static String times(int factor, String letter) {
            return factor == 1
                    ? letter
                    : factor + (letter.matches("\\d+") ? "\\cdot " : "") + letter;
        }

        private static String solved(int at, int stride, String r) {
            return at + "-" + times(stride, r);
        }
    }

    /// The derivation in LaTeX, set in lines.
    public String latex() {
        return "$$\\begin{aligned}"
                + left
                + "&="
                + String.join("\\\\[4pt]\n&=", right)
                + "\\end{aligned}$$";
    }

    @Override
    public String toString() {
        return text;
    }

    @Override
    public MimeBundle mime() {
        return MimeBundle.of(MimeBundle.LATEX, latex()).with(MimeBundle.TEXT, text);
    }
}
