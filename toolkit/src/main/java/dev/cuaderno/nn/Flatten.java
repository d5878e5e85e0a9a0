package dev.cuaderno.nn;

import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

/// All axes but the first joined into one: `[N, C, H, W]` becomes `[N, C·H·W]`.
public final class Flatten extends Primitive {

    @Override
    protected Tensor compute(Tensor x) {
        return x.reshape(outputShape(x.shape()));
    }

    @Override
    public Shape outputShape(Shape input) {
        if (input.rank() == 0) {
            throw ShapeException.in(kind())
                    .rule("the first axis counts samples")
                    .got("a single number")
                    .fix("reshape(1, 1)")
                    .error();
        }
        return Shape.of(input.size(0), input.elements() / input.size(0));
    }

    @Override
    public String kind() {
        return "flatten";
    }
}
