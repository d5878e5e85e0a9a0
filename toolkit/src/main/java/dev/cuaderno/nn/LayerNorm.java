package dev.cuaderno.nn;

import dev.cuaderno.op.RowNorm;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

import java.util.Map;
import java.util.stream.IntStream;

/// Layer normalisation over the last axes of each sample: y = γ·(x − μ)/√(σ² + ε) + β with the
/// biased variance, after Ba, Kiros and Hinton, "Layer normalization" (2016).
///
/// Parameters: `weight` γ and `bias` β of the normalised axes' shape.
public final class LayerNorm extends Primitive {

    private final Shape sizes;
    private final double eps;
    private final Parameter weight;
    private final Parameter bias;

    private LayerNorm(Shape sizes, double eps) {
        this.sizes = sizes;
        this.eps = eps;
        this.weight = new Parameter(Init.constant(1), sizes);
        this.bias = new Parameter(Init.constant(0), sizes);
    }

    /// Over axes of these sizes, the last of the input, with ε = 10⁻⁵.
    public static LayerNorm of(int... sizes) {
        return new LayerNorm(Shape.of(sizes), 1e-5);
    }

    /// The same with another ε.
    public LayerNorm eps(double value) {
        return new LayerNorm(sizes, value);
    }

    /// ε.
    public double eps() {
        return eps;
    }

    /// γ.
    public Parameter weight() {
        return weight;
    }

    /// β.
    public Parameter bias() {
        return bias;
    }

    @Override
    protected Tensor compute(Tensor x) {
        if (Weights.areSingle(x, weight, bias)) {
            return new RowNorm(eps).apply(x, weight.value(), bias.value());
        }
        var axes = IntStream.range(x.rank() - sizes.rank(), x.rank()).toArray();
        var centred = x.minus(x.keepDims().mean(axes));
        var deviation = centred.square().keepDims().mean(axes).plus(eps).sqrt();
        return centred.div(deviation).times(weight.value()).plus(bias.value());
    }

    @Override
    public Shape outputShape(Shape input) {
        var first = input.rank() - sizes.rank();
        if (first < 0 || !input.slice(first, input.rank()).equals(sizes)) {
            throw ShapeException.in(kind())
                    .rule("the last axes of input are " + sizes)
                    .got("input " + input)
                    .fix("name the sizes of the axes to be normalised: layerNorm(...)")
                    .error();
        }
        return input;
    }

    @Override
    public Map<String, ?> components() {
        return Weights.named(weight, bias);
    }

    @Override
    public String kind() {
        return "layerNorm";
    }

    @Override
    protected String details() {
        return sizes.toString();
    }
}
