package dev.cuaderno.nn;

import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Size2d;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;
import dev.cuaderno.tensor.Window;

/// Every `stride`-th pixel, and channels of zeros, as many in front as behind: the shortcut without
/// parameters of He et al., "Deep residual learning" (2016), section 3.3, option A.
public final class Thinning extends Primitive {

    private final int inputs;
    private final int outputs;
    private final int stride;

    /// From `inputs` to `outputs` channels.
    public Thinning(int inputs, int outputs, int stride) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.stride = stride;
    }

    /// The channels that pass.
    public int inputs() {
        return inputs;
    }

    /// The step from one pixel that passes to the next.
    public int stride() {
        return stride;
    }

    /// Where the first channel goes.
    public int firstChannel() {
        return outputs - inputs == 1 ? 0 : (outputs - inputs) / 2;
    }

    @Override
    protected Tensor compute(Tensor x) {
        // The mean of one cell is that cell: a step without a choice among neighbours.
        var thinned = stride == 1 ? x : x.avgPool2d(1, Window.DEFAULT.stride(stride));
        var missing = outputs - inputs;
        if (missing == 0) {
            return thinned;
        }
        var front = zeros(thinned, missing / 2);
        var back = zeros(thinned, missing - missing / 2);
        return missing == 1
                ? Tensors.concat(1, thinned, back)
                : Tensors.concat(1, front, thinned, back);
    }

    private static Tensor zeros(Tensor like, int channels) {
        return Tensors.full(0, like.dtype(), like.shape().with(1, Math.max(1, channels)));
    }

    @Override
    public Shape outputShape(Shape input) {
        if (input.rank() != 4 || input.size(1) != inputs || outputs < inputs) {
            throw ShapeException.in(kind())
                    .rule("input [N, %d, H, W], and not fewer outputs".formatted(inputs))
                    .got("input %s, %d outputs".formatted(input, outputs))
                    .fix("a projection, which can also narrow")
                    .error();
        }
        return Shape.of(
                input.size(0),
                outputs,
                Math.ceilDiv(input.size(2), stride),
                Math.ceilDiv(input.size(3), stride));
    }

    @Override
    public Reach reach(Shape input) {
        return Reach.of(Size2d.square(1), Size2d.square(stride));
    }

    @Override
    public String kind() {
        return "zeroPadded";
    }

    @Override
    protected String details() {
        return "%d->%d stride %d".formatted(inputs, outputs, stride);
    }
}
