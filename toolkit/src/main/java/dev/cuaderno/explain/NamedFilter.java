package dev.cuaderno.explain;

import dev.cuaderno.image.Filters;
import dev.cuaderno.tensor.Margin;
import dev.cuaderno.tensor.Padding;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;
import dev.cuaderno.tensor.Window;

import java.util.List;

/// A filter with the name under which image programs have it, and what its sums are divided by.
///
/// @param weights as they are written down, whole numbers mostly
public record NamedFilter(String name, Tensor weights, double divisor) {

    public NamedFilter {
        if (weights.rank() != 2) {
            throw ShapeException.in("filter")
                    .rule("a filter is a matrix")
                    .got("filter \"%s\" %s".formatted(name, weights.shape()))
                    .fix("reshape(1, K) for a row")
                    .error();
        }
        if (divisor == 0 || !Double.isFinite(divisor)) {
            throw new IllegalArgumentException(
                    "filter \"%s\": a divisor other than 0, not %s".formatted(name, divisor));
        }
    }

    /// Sharpen, blur, edges, emboss, Sobel, Gaussian, Laplacian of Gaussian, lines.
    public static List<NamedFilter> all() {
        return List.of(
                one("Sharpen", Filters.SHARPEN),
                new NamedFilter("Blur", Tensors.parse("1 1 1 \n 1 1 1 \n 1 1 1"), 9),
                one("Edge Enhance", Filters.EDGE_ENHANCE),
                one("Edge Detect", Filters.EDGE_DETECT),
                one("Emboss", Filters.EMBOSS),
                one("Sobel ↔", Filters.SOBEL_X),
                one("Sobel ↕", Filters.SOBEL_Y),
                one("Gauss σ = 1", Filters.gaussian(5, 1)),
                one("Laplace–Gauss σ = 1.4", Filters.LOG),
                one("Line —", Filters.LINE_HORIZONTAL),
                one("Line |", Filters.LINE_VERTICAL),
                one("Line 45°", Filters.LINE_45),
                one("Line 135°", Filters.LINE_135));
    }

    private static NamedFilter one(String name, Tensor weights) {
        return new NamedFilter(name, weights, 1);
    }

    /// The sum of the weights, divided: 1 keeps the light of a picture, 0 finds differences.
    public double sum() {
        return weights.float64().sum().itemDouble() / divisor;
    }

    /// Whether the filter's results have both signs around 0, because its sum is 0.
    public boolean isSigned() {
        var size = weights.float64().abs().sum().itemDouble() / Math.abs(divisor);
        return Math.abs(sum()) <= 1e-5 * size;
    }

    /// The correlation of each plane, of the picture's size.
    public Tensor correlate(Tensor picture, Padding border) {
        return picture.correlate(weights.to(picture.dtype()), same(border)).div(divisor);
    }

    /// The convolution of each plane, the filter turned by 180 degrees; of the picture's size.
    public Tensor convolve(Tensor picture, Padding border) {
        return picture.convolve(weights.to(picture.dtype()), same(border)).div(divisor);
    }

    private static Window same(Padding border) {
        return Window.DEFAULT.margin(new Margin.Same(), border);
    }
}
