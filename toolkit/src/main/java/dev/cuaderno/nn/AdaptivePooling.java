package dev.cuaderno.nn;

import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Size2d;
import dev.cuaderno.tensor.Tensor;

/// Means, or the largest, over windows chosen so that each channel gets a given size, whatever it
/// had: `[N, C, H, W]` becomes `[N, C, rows, columns]`.
public final class AdaptivePooling extends Primitive {

    private final String kind;
    private final boolean mean;
    private final Size2d output;

    private AdaptivePooling(String kind, boolean mean, Size2d output) {
        this.kind = kind;
        this.mean = mean;
        this.output = output;
    }

    /// Means.
    public static AdaptivePooling mean(int rows, int columns) {
        return new AdaptivePooling("adaptiveAvgPool2d", true, new Size2d(rows, columns));
    }

    /// The largest.
    public static AdaptivePooling max(int rows, int columns) {
        return new AdaptivePooling("adaptiveMaxPool2d", false, new Size2d(rows, columns));
    }

    /// The mean of each channel: `[N, C, H, W]` becomes `[N, C, 1, 1]`.
    public static AdaptivePooling global() {
        return new AdaptivePooling("globalAvgPool", true, Size2d.square(1));
    }

    /// Whether means are taken, and not the largest.
    public boolean isMean() {
        return mean;
    }

    @Override
    protected Tensor compute(Tensor x) {
        return mean
                ? x.adaptiveAvgPool2d(output.rows(), output.columns())
                : x.adaptiveMaxPool2d(output.rows(), output.columns());
    }

    @Override
    public Shape outputShape(Shape input) {
        plane(input);
        if (output.rows() < 1 || output.columns() < 1) {
            throw ShapeException.in(kind)
                    .rule("the output has at least one row and one column")
                    .got("output " + output)
                    .fix("adaptiveAvgPool2d(1) gives one number per channel")
                    .error();
        }
        return input.with(-2, output.rows()).with(-1, output.columns());
    }

    @Override
    public Reach reach(Shape input) {
        if (output.equals(Size2d.square(1))) {
            return Reach.WHOLE;
        }
        return Reach.of(
                new Size2d(
                        Math.ceilDiv(input.size(-2), output.rows()),
                        Math.ceilDiv(input.size(-1), output.columns())),
                new Size2d(
                        Math.max(1, input.size(-2) / output.rows()),
                        Math.max(1, input.size(-1) / output.columns())));
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    protected String details() {
        return kind.equals("globalAvgPool") ? "" : output.toString();
    }
}
