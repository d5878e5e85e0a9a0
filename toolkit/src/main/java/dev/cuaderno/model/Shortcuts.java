package dev.cuaderno.model;

import dev.cuaderno.nn.BatchNorm2d;
import dev.cuaderno.nn.Conv2d;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.nn.Primitive;
import dev.cuaderno.nn.Reach;
import dev.cuaderno.nn.Sequential;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Size2d;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;
import dev.cuaderno.tensor.Window;

/// The ways around a residual block whose shape differs from its input's, He et al. (2016), section
/// 3.3.
public final class Shortcuts {

    private Shortcuts() {}

    /// Option B: a 1x1 convolution with the step, and batch normalisation.
    public static Layer projection(int inputs, int outputs, int stride) {
        return Sequential.of(
                Conv2d.of(inputs, outputs, Size2d.square(1)).stride(stride).noBias(),
                BatchNorm2d.of(outputs));
    }

    /// Option A: every `stride`-th pixel, and channels of zeros, as many in front as behind. No
    /// parameters.
    public static Layer zeroPadded(int inputs, int outputs, int stride) {
        return new ZeroPadded(inputs, outputs, stride);
    }

    private static final class ZeroPadded extends Primitive {

        private final int inputs;
        private final int outputs;
        private final int stride;

        ZeroPadded(int inputs, int outputs, int stride) {
            this.inputs = inputs;
            this.outputs = outputs;
            this.stride = stride;
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
            return new Reach(Size2d.square(1), Size2d.square(stride), false);
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
}
