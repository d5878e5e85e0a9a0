package dev.cuaderno.explain;

import static dev.cuaderno.widget.Widgets.checkbox;
import static dev.cuaderno.widget.Widgets.dropdown;
import static dev.cuaderno.widget.Widgets.interact;

import dev.cuaderno.tensor.Padding;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.widget.Box;

import java.util.List;

/// The part of [Explain] about filters, curves, activations and losses.
abstract class PictureFacade extends FormulaFacade {

    PictureFacade() {}

    // ---- filters on pictures, plots

    /// A picture under sharpening, blurring, edges, embossing, Sobel, Gaussian, Laplacian of
    /// Gaussian and line masks, with a border of zeros: see [FilterGallery] for what else it can.
    ///
    /// @param picture `[H, W]`, `[1, H, W]` or `[3, H, W]`, from 0 to 1 or with larger numbers
    public static FilterGallery filterGallery(Tensor picture) {
        return new FilterGallery(
                picture, NamedFilter.all(), new Padding.Zero(), FilterGallery.Way.CORRELATE);
    }

    /// A picture under filters of one's own: `filterGallery(photo, filter("soft", weights, 16))`.
    public static FilterGallery filterGallery(Tensor picture, NamedFilter... filters) {
        return new FilterGallery(
                picture, List.of(filters), new Padding.Zero(), FilterGallery.Way.CORRELATE);
    }

    /// A picture under the filter that a list chooses, by correlation or, ticked, by convolution.
    public static Box filterLab(Tensor picture) {
        var gallery = filterGallery(picture);
        var name = dropdown("", gallery.filters().stream().map(NamedFilter::name).toList());
        var turned = checkbox("∗ 180°", false);
        return interact(
                (chosen, convolve) -> {
                    var one = gallery.only(chosen);
                    return convolve ? one.convolved() : one;
                },
                name,
                turned);
    }

    /// A filter with a name.
    public static NamedFilter filter(String name, Tensor weights) {
        return new NamedFilter(name, weights, 1);
    }

    /// A filter whose sums are divided.
    public static NamedFilter filter(String name, Tensor weights, double divisor) {
        return new NamedFilter(name, weights, divisor);
    }

    /// What a filter makes of a single 1: correlation turns the filter, convolution gives it back.
    ///
    /// @param filter a matrix with an odd number of rows and columns
    public static Shaded impulse(Tensor filter) {
        return Impulse.of(filter);
    }

    /// An empty plot between two ends, to which curves are added: `plot(-4, 4).line("sin",
    /// Math::sin)`.
    public static Plot plot(double from, double to) {
        return Plot.over(from, to);
    }

    /// Anything that can be shown, side by side.
    public static Beside beside(Object... values) {
        return new Beside(List.of(values));
    }
}
