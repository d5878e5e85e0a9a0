package dev.cuaderno.nn;

import dev.cuaderno.op.Rows;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Tensor;

import java.util.LinkedHashMap;
import java.util.Map;

/// A vector to be learnt for each of a number of things, words say, looked up by their numbers:
/// `[...]` becomes `[..., size]`. Normal at the start, with mean 0 and deviation 1.
///
/// Parameters: `weight` `[things, size]`, as in PyTorch.
///
/// ```java
/// embedding(1000, 16).apply(tensor(4, 7, 7))     // [3, 16], the last two rows equal
/// ```
///
/// A number that is not from 0 to things − 1 is an [IndexOutOfBoundsException].
public final class Embedding extends Primitive {

    private final int things;
    private final int size;
    private final Parameter weight;

    private Embedding(int things, int size) {
        this.things = things;
        this.size = size;
        this.weight = new Parameter(new Init.Normal(1), things, size);
    }

    /// Vectors of `size` numbers for so many things.
    public static Embedding of(int things, int size) {
        return new Embedding(things, size);
    }

    /// `[things, size]`.
    public Parameter weight() {
        return weight;
    }

    @Override
    protected Tensor compute(Tensor x) {
        return new Rows().apply(weight.value(), x);
    }

    @Override
    public Shape outputShape(Shape input) {
        return input.concat(Shape.of(size));
    }

    @Override
    public Map<String, ?> components() {
        var named = new LinkedHashMap<String, Parameter>();
        named.put("weight", weight);
        return named;
    }

    @Override
    public String kind() {
        return "embedding";
    }

    @Override
    protected String details() {
        return "%d of %d".formatted(things, size);
    }
}
