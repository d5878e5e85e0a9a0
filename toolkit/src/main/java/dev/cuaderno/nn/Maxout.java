package dev.cuaderno.nn;

import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

/// The largest of every `pieces` neighbouring channels (axis 1): `[N, C, ...]` becomes `[N,
/// C/pieces, ...]`. Behind a linear layer that is Goodfellow et al., "Maxout networks" (2013):
///
/// ```java
/// sequential(linear(2, 2 * 5), maxout(2))     // five neurons of two pieces each
/// ```
public final class Maxout extends Primitive {

    private final int pieces;

    private Maxout(int pieces) {
        this.pieces = pieces;
    }

    /// The largest of so many.
    public static Maxout of(int pieces) {
        return new Maxout(pieces);
    }

    @Override
    protected Tensor compute(Tensor x) {
        return grouped(x).max(2).reshape(outputShape(x.shape()));
    }

    /// Which of the pieces was the largest, counted from 0.
    public Tensor winner(Tensor x) {
        return grouped(x).argmax(2).reshape(outputShape(x.shape()));
    }

    private Tensor grouped(Tensor x) {
        var channels = outputShape(x.shape()).size(1);
        return x.reshape(x.size(0), channels, pieces, -1);
    }

    @Override
    public Shape outputShape(Shape input) {
        if (input.rank() < 2 || pieces < 1 || input.size(1) % pieces != 0) {
            throw ShapeException.in(kind())
                    .rule("input [N, C, ...] with C divisible by the number of pieces")
                    .got("input " + input + ", pieces " + pieces)
                    .fix("%d times as many outputs in the layer before".formatted(pieces))
                    .error();
        }
        return input.with(1, input.size(1) / pieces);
    }

    @Override
    public String kind() {
        return "maxout";
    }

    @Override
    protected String details() {
        return "of " + pieces;
    }
}
