package dev.cuaderno.explain;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.grad.Gradients;
import dev.cuaderno.tensor.Padding;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Size2d;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Window;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// How a loss's gradient goes back through O = I ⊗ F, from G = ∂L/∂O to ∂L/∂I and ∂L/∂F: for every
/// cell the products that make it up, beside what the toolkit's own backward pass and differences
/// give. In double precision.
///
/// @param image I, a matrix
/// @param filter F, a matrix
/// @param upstream G, of the result's shape
/// @param layout where the windows lie on the padded image
/// @param imageGradient ∂L/∂I of the toolkit
/// @param filterGradient ∂L/∂F of the toolkit
/// @param imageDifferences ∂L/∂I by central differences
/// @param filterDifferences ∂L/∂F by central differences
public record ConvBackward(
        Tensor image,
        Tensor filter,
        Window window,
        Tensor upstream,
        Layout layout,
        Tensor imageGradient,
        Tensor filterGradient,
        Tensor imageDifferences,
        Tensor filterDifferences)
        implements Displayable {

    private static final int MOST_CELLS = 144;
    private static final double STEP = 1e-3;

    /// One product of a gradient's sum.
    ///
    /// @param r row of the result's cell whose gradient takes part
    /// @param s its column
    /// @param upstream G there
    /// @param row row of the other factor: in the filter, or in the image without padding
    /// @param column its column
    /// @param factor the other factor
    public record Term(int r, int s, double upstream, int row, int column, double factor) {

        /// The product.
        public double value() {
            return upstream * factor;
        }
    }

    static ConvBackward of(Tensor image, Tensor filter, Window window, Tensor upstream) {
        check(image, filter, window);
        var x = image.detach().float64().requiresGrad();
        var w = filter.detach().float64().requiresGrad();
        var output = x.correlate(w, window);
        if (!output.shape().equals(upstream.shape())) {
            throw ShapeException.in("backward")
                    .rule("the gradient that arrives has the result's shape")
                    .got("gradient %s, result %s".formatted(upstream.shape(), output.shape()))
                    .fix("a gradient " + output.shape())
                    .error();
        }
        var given = upstream.detach().float64();
        var loss = output.times(given).sum();
        var gradients = Gradients.of(loss, false, List.of(x, w));
        var plainImage = x.detach();
        var plainFilter = w.detach();
        var size = new Size2d(filter.size(0), filter.size(1));
        return new ConvBackward(
                plainImage,
                plainFilter,
                window,
                given,
                Layout.filtering(plainImage, size, window),
                gradients.getFirst(),
                gradients.getLast(),
                differences(at -> at.correlate(plainFilter, window).times(given).sum(), plainImage),
                differences(
                        at -> plainImage.correlate(at, window).times(given).sum(), plainFilter));
    }

    private static void check(Tensor image, Tensor filter, Window window) {
        if (image.rank() != 2 || filter.rank() != 2) {
            throw ShapeException.in("backward")
                    .rule("image and filter are matrices")
                    .got("image %s, filter %s".formatted(image.shape(), filter.shape()))
                    .fix("choose planes with at(...)")
                    .error();
        }
        if (image.elements() > MOST_CELLS || filter.elements() > MOST_CELLS) {
            throw ShapeException.in("backward")
                    .rule("at most " + MOST_CELLS + " cells, one frame each")
                    .got("image %s, filter %s".formatted(image.shape(), filter.shape()))
                    .fix("a part of the image: at(range(0, 8), range(0, 8))")
                    .error();
        }
        if (!(window.border() instanceof Padding.Zero)) {
            throw new IllegalArgumentException(
                    "backward: with padding other than zeros a pixel stands in several places;"
                            + " only zeros are shown");
        }
    }

    /// (f(x + h) − f(x − h)) / 2h for each element.
    static Tensor differences(UnaryOperator<Tensor> f, Tensor x) {
        var result = new double[x.elements()];
        for (var i = 0; i < result.length; i++) {
            result[i] = (moved(f, x, i, STEP) - moved(f, x, i, -STEP)) / (2 * STEP);
        }
        return Tensor.of(new Storage.Doubles(result), x.shape());
    }

    private static double moved(UnaryOperator<Tensor> f, Tensor x, int element, double by) {
        var values = x.toDoubleArray();
        values[element] += by;
        return f.apply(Tensor.of(new Storage.Doubles(values), x.shape())).itemDouble();
    }

    private Region inside() {
        return layout.picture().image();
    }

    /// The products that make up ∂L/∂I of a pixel: one for each window that lies on it.
    public List<Term> pixelTerms(int row, int column) {
        var at = paddedRow(row);
        var across = paddedColumn(column);
        var terms = new ArrayList<Term>();
        for (var r = 0; r < upstream.size(0); r++) {
            for (var s = 0; s < upstream.size(1); s++) {
                if (layout.region(r, s).contains(at, across)) {
                    terms.add(term(r, s, filterRow(r, row), filterColumn(s, column)));
                }
            }
        }
        return terms;
    }

    private Term term(int r, int s, int b, int c) {
        return new Term(r, s, upstream.getDouble(r, s), b, c, filter.getDouble(b, c));
    }

    private int paddedRow(int row) {
        return row + inside().rows().from();
    }

    private int paddedColumn(int column) {
        return column + inside().columns().from();
    }

    /// The filter's row that lies on a pixel's row in the windows of row r: k − Sr + P; none of the
    /// filter's where it is negative, too large, or falls between dilated rows.
    int filterRow(int r, int row) {
        return between(layout.rows().get(r), paddedRow(row));
    }

    /// The filter's column that lies on a pixel's column, see [#filterRow].
    int filterColumn(int s, int column) {
        return between(layout.columns().get(s), paddedColumn(column));
    }

    private static int between(Span window, int cell) {
        return Math.floorDiv(cell - window.from(), window.step());
    }

    /// Whether the window of a result's cell lies on a pixel.
    boolean reaches(int r, int s, int row, int column) {
        return layout.region(r, s).contains(paddedRow(row), paddedColumn(column));
    }

    /// The products that make up ∂L/∂F of an element: one for each position of the window. The
    /// image's rows and columns are negative in the padding.
    public List<Term> filterTerms(int row, int column) {
        var terms = new ArrayList<Term>();
        for (var r = 0; r < upstream.size(0); r++) {
            for (var s = 0; s < upstream.size(1); s++) {
                var rows = layout.rows().get(r);
                var columns = layout.columns().get(s);
                var at = rows.from() + row * rows.step();
                var across = columns.from() + column * columns.step();
                terms.add(
                        new Term(
                                r,
                                s,
                                upstream.getDouble(r, s),
                                at - inside().rows().from(),
                                across - inside().columns().from(),
                                layout.picture().cells().getDouble(at, across)));
            }
        }
        return terms;
    }

    /// Only ∂L/∂I, pixel by pixel.
    public BackwardFilm byImage() {
        return new BackwardFilm(this, true);
    }

    /// Only ∂L/∂F, element by element.
    public BackwardFilm byFilter() {
        return new BackwardFilm(this, false);
    }

    /// The derivation of ∂L/∂I for one pixel, with its indices and numbers put in.
    public GradientDerivation derivation(int row, int column) {
        return GradientDerivation.ofPixel(this, row, column);
    }

    /// The derivation of ∂L/∂F for one element of the filter.
    public GradientDerivation filterDerivation(int row, int column) {
        return GradientDerivation.ofWeight(this, row, column);
    }

    /// For one pixel, what becomes of the deltas at each position of the window.
    public Deltas deltas(int row, int column) {
        return new Deltas(this, row, column);
    }

    @Override
    public String toString() {
        return byImage() + "\n\n" + byFilter();
    }

    @Override
    public MimeBundle mime() {
        return MimeBundle.html(
                BackwardHtml.of(byImage()) + BackwardHtml.of(byFilter()), toString());
    }
}
