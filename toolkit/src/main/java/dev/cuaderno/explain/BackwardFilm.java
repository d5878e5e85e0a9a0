package dev.cuaderno.explain;

import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.tensor.Size2d;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;

/// One of the two gradients of a convolution, a frame per cell.
///
/// @param byImage whether it is ∂L/∂I, otherwise ∂L/∂F
public record BackwardFilm(ConvBackward pass, boolean byImage) implements Exportable {

    private static final int MOST_TERMS = 9;

    /// The gradient as the toolkit gives it.
    public Tensor gradient() {
        return byImage ? pass.imageGradient() : pass.filterGradient();
    }

    /// The gradient by central differences.
    public Tensor differences() {
        return byImage ? pass.imageDifferences() : pass.filterDifferences();
    }

    /// How far both lie apart at most.
    public double deviation() {
        return gradient().minus(differences()).abs().max().itemDouble();
    }

    List<ConvBackward.Term> terms(int row, int column) {
        return byImage ? pass.pixelTerms(row, column) : pass.filterTerms(row, column);
    }

    /// `∂L/∂I`.
    String name() {
        return byImage ? "∂L/∂I" : "∂L/∂F";
    }

    String title() {
        return byImage
                ? "∂L/∂I[k,l] = Σ G[r,s]·F[%s,%s]"
                        .formatted(shift("k", "r", "−", "+"), shift("l", "s", "−", "+"))
                : "∂L/∂F[k,l] = Σ G[r,s]·I′[%s,%s]".formatted(reach("r", "k"), reach("s", "l"));
    }

    /// `k − 2r + 1`, for windows without dilation.
    private String shift(String of, String by, String minus, String plus) {
        var step = stepOf(by);
        var before = beforeOf(by);
        return of + minus + (step == 1 ? "" : step) + by + (before == 0 ? "" : plus + before);
    }

    private String reach(String by, String of) {
        var step = stepOf(by);
        var before = beforeOf(by);
        return (step == 1 ? "" : step) + by + "+" + of + (before == 0 ? "" : "−" + before);
    }

    private int stepOf(String axis) {
        return axis.equals("r")
                ? pass.window().strideOr(Size2d.square(1)).rows()
                : pass.window().strideOr(Size2d.square(1)).columns();
    }

    private int beforeOf(String axis) {
        var inside = pass.layout().picture().image();
        return axis.equals("r") ? inside.rows().from() : inside.columns().from();
    }

    /// `∂L/∂I[1,1] = G[0,0]·F[1,1] + G[0,1]·F[1,0]`; 0 where no window lies.
    String letters(int row, int column) {
        var other = byImage ? "F" : "I′";
        var parts =
                terms(row, column).stream()
                        .map(
                                term ->
                                        "G[%d,%d]·%s[%d,%d]"
                                                .formatted(
                                                        term.r(),
                                                        term.s(),
                                                        other,
                                                        term.row(),
                                                        term.column()))
                        .toList();
        var sum = parts.isEmpty() ? "0" : Figures.sum(parts, MOST_TERMS);
        return "%s[%d,%d] = %s".formatted(name(), row, column, sum);
    }

    /// `1*1 + (-1)*2 = -1`.
    String numbers(int row, int column) {
        var value = Figures.of(gradient().getDouble(row, column));
        var parts =
                terms(row, column).stream()
                        .map(term -> Figures.product(term.upstream(), term.factor()))
                        .toList();
        return parts.isEmpty() ? value : Figures.sum(parts, MOST_TERMS) + " = " + value;
    }

    /// The start and all steps in columns.
    @Override
    public String svg() {
        var panels = BackwardHtml.panels(this);
        return SceneSvg.sheet(panels, Math.min(2, panels.size()));
    }

    @Override
    public List<String> svgFrames() {
        return SceneSvg.slides(BackwardHtml.panels(this));
    }

    /// Per cell the letters and the numbers, then the whole gradient and the differences.
    @Override
    public String toString() {
        var lines = new ArrayList<String>();
        lines.add(title());
        lines.add("");
        for (var row = 0; row < gradient().size(0); row++) {
            for (var column = 0; column < gradient().size(1); column++) {
                lines.add(
                        byImage
                                ? letters(row, column) + end(row, column)
                                : "%s[%d,%d] = %s"
                                        .formatted(name(), row, column, numbers(row, column)));
            }
        }
        lines.add("");
        lines.add(name() + " = " + Check.line(gradient()));
        lines.add(checked());
        return String.join("\n", lines);
    }

    private String end(int row, int column) {
        return terms(row, column).isEmpty() ? "" : " = " + numbers(row, column);
    }

    /// What differences say.
    String checked() {
        return "(L(x + h) − L(x − h))/2h = %s,  max |Δ| = %s"
                .formatted(Check.line(rounded(differences())), Figures.of(deviation()));
    }

    /// Differences carry rounding errors of about 1e-12 that nobody needs to read.
    static Tensor rounded(Tensor differences) {
        return differences.map(value -> (float) (Math.rint(value * 1e6) / 1e6));
    }

    @Override
    public MimeBundle mime() {
        return MimeBundle.html(BackwardHtml.of(this), toString());
    }
}
