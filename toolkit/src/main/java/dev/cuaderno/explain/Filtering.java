package dev.cuaderno.explain;

import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Size2d;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Window;

import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalDouble;

/// A correlation or a convolution to be traced.
///
/// @param turned whether the filter is turned by 180 degrees first, as mathematics has it
/// @param weights a matrix or a vector; of an image with channels `[C, K, K]` for one filter or
///   `[O, C, K, K]` for several; of a signal with channels `[O, C, K]`
/// @param bias one number per filter, if any
public record Filtering(boolean turned, Tensor weights, Optional<Tensor> bias, Window window)
        implements Source.Step {

    private Operation operation(boolean plain) {
        if (turned) {
            return Operation.CONVOLVE;
        }
        return plain ? Operation.CORRELATE : Operation.CONV2D;
    }

    @Override
    public Trace trace(Source source) {
        var image = source.image();
        var flat = image.rank() == 1 || (image.rank() == 2 && weights.rank() == 3);
        var plain = image.rank() <= 2 && weights.rank() <= 2;
        var x = batch(image, flat);
        var w = filters(image, flat);
        var moved = flat || weights.rank() == 1 ? window.alongColumns() : window;
        var upright = turned ? moved.turned() : moved;
        var lying = turned ? w.rotate180() : w;
        var whole = plain ? plain(image) : lying(x, lying, upright);
        var n = Source.chosen("sample", source.sample(), whole.size(0));
        var o = Source.chosen("outputChannel", source.channel(), whole.size(1));

        var size = new Size2d(w.size(2), w.size(3));
        var first = o / (w.size(0) / window.groups()) * w.size(1);
        var planes = new ArrayList<Plane>();
        Layout layout = null;
        for (var c = 0; c < w.size(1); c++) {
            layout = Layout.filtering(x.at(n, first + c), size, upright);
            planes.add(new Plane(first + c, layout.picture(), Optional.of(lying.at(o, c))));
        }
        var added = bias.map(b -> b.reshape(-1).getDouble(b.elements() == 1 ? 0 : o));
        var number = added.map(OptionalDouble::of).orElse(OptionalDouble.empty());
        return Trace.of(operation(plain), layout, planes, number, whole.at(n, o), source);
    }

    /// The toolkit's own result of a matrix or a vector, as a batch.
    private Tensor plain(Tensor image) {
        var sums = turned ? image.convolve(weights, window) : image.correlate(weights, window);
        var result = bias.map(b -> sums.plus(b.reshape(-1).at(0))).orElse(sums);
        var rows = result.rank() == 1 ? 1 : result.size(0);
        return result.reshape(1, 1, rows, -1);
    }

    private Tensor lying(Tensor x, Tensor w, Window upright) {
        return bias.map(b -> x.conv2d(w, b.reshape(-1), upright))
                .orElseGet(() -> x.conv2d(w, upright));
    }

    /// The image as `[N, C, H, W]`.
    private Tensor batch(Tensor image, boolean flat) {
        return switch (image.rank()) {
            case 1 -> image.reshape(1, 1, 1, -1);
            case 2 ->
                    flat
                            ? image.reshape(1, image.size(0), 1, -1)
                            : image.reshape(1, 1, image.size(0), -1);
            case 3 -> image.unsqueeze(0);
            case 4 -> image;
            default -> throw unsuited(image);
        };
    }

    /// The filters as `[O, C, K, K]`.
    private Tensor filters(Tensor image, boolean flat) {
        var fits =
                switch (image.rank()) {
                    case 1 -> weights.rank() == 1;
                    case 2 -> weights.rank() >= 1 && weights.rank() <= 3;
                    case 3, 4 -> weights.rank() == 3 || weights.rank() == 4;
                    default -> false;
                };
        if (!fits) {
            throw unsuited(image);
        }
        return switch (weights.rank()) {
            case 1 -> weights.reshape(1, 1, 1, -1);
            case 2 -> weights.reshape(1, 1, weights.size(0), -1);
            case 3 -> flat ? weights.unsqueeze(2) : weights.unsqueeze(0);
            default -> weights;
        };
    }

    private ShapeException unsuited(Tensor image) {
        return ShapeException.in("trace")
                .rule(
                        "a vector or a matrix with one filter, or channels [C, H, W] or a batch"
                                + " [N, C, H, W] with filters [C, K, K] or [O, C, K, K]")
                .got("image %s, filter %s".formatted(image.shape(), weights.shape()))
                .fix("choose a plane with at(...)")
                .error();
    }
}
