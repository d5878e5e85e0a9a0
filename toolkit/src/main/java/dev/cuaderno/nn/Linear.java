package dev.cuaderno.nn;

import dev.cuaderno.op.PlusInPlace;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

import java.util.LinkedHashMap;
import java.util.Map;

/// y = x·Wᵀ + b over the last axis: `[..., in]` becomes `[..., out]`.
///
/// Parameters: `weight` `[out, in]`, `bias` `[out]`. The number of inputs may be left to the first
/// input that comes.
public final class Linear extends Primitive {

    private final int outputs;
    private final Init init;
    private final Parameter weight;
    private final Parameter bias;

    private Linear(int inputs, int outputs, Init init, boolean biased) {
        this.outputs = Shape.of(outputs).size(0);
        this.init = init;
        this.weight = new Parameter(init, inputs == 0 ? null : Shape.of(outputs, inputs));
        this.bias = biased ? new Parameter(new Init.FanOf(weight), Shape.of(outputs)) : null;
    }

    /// A layer of `outputs` neurons with so many inputs.
    public static Linear of(int inputs, int outputs) {
        return new Linear(Shape.of(inputs).size(0), outputs, Init.standard(), true);
    }

    /// A layer of `outputs` neurons that takes as many inputs as come first.
    public static Linear of(int outputs) {
        return new Linear(0, outputs, Init.standard(), true);
    }

    /// The same without a bias.
    public Linear noBias() {
        return new Linear(inputs(), outputs, init, false);
    }

    /// The same with other starting weights.
    public Linear init(Init start) {
        return new Linear(inputs(), outputs, start, bias != null);
    }

    /// `[out, in]`.
    public Parameter weight() {
        return weight;
    }

    /// `[out]`, or `null` without bias.
    public Parameter bias() {
        return bias;
    }

    /// The number of inputs, 0 as long as it is not known.
    public int inputs() {
        return weight.isSettled() ? weight.shape().size(1) : 0;
    }

    /// The number of neurons.
    public int outputs() {
        return outputs;
    }

    void settle(Shape input) {
        weight.settle(Shape.of(outputs, input.size(-1)));
    }

    @Override
    protected Tensor compute(Tensor x) {
        settle(x.shape());
        var y = x.matmul(weight.value().transpose());
        return bias == null ? y : new PlusInPlace().apply(y, bias.value());
    }

    @Override
    public Shape outputShape(Shape input) {
        var needed = inputs();
        if (input.rank() == 0 || (needed != 0 && input.size(-1) != needed)) {
            throw ShapeException.in(kind())
                    .rule("last axis of input must equal in_features")
                    .got(input + ", needed [..., " + needed + "]")
                    .fix(fix(input, needed))
                    .error();
        }
        return input.with(-1, outputs);
    }

    private String fix(Shape input, int needed) {
        if (input.rank() > 2) {
            var features = input.elements() / input.size(0);
            return features == needed
                    ? "flatten() before it makes [%d, %d] of that"
                            .formatted(input.size(0), features)
                    : "flatten() before it -> [%d, %d], then linear(%d, %d) or linear(%d)"
                            .formatted(input.size(0), features, features, outputs, outputs);
        }
        return input.rank() == 0
                ? "reshape(1) makes a vector of a number"
                : "linear(%d, %d), or linear(%d), which infers its inputs"
                        .formatted(input.size(-1), outputs, outputs);
    }

    @Override
    protected Map<String, Shape> parameterShapes(Shape input) {
        var shapes = new LinkedHashMap<String, Shape>();
        shapes.put("weight", Shape.of(outputs, input.size(-1)));
        if (bias != null) {
            shapes.put("bias", bias.shape());
        }
        return shapes;
    }

    @Override
    public long macs(Shape input) {
        return (long) input.elements() * outputs;
    }

    @Override
    public Reach reach(Shape input) {
        return Reach.WHOLE;
    }

    @Override
    public Map<String, ?> components() {
        return Weights.named(weight, bias);
    }

    @Override
    public String kind() {
        return "linear";
    }

    @Override
    protected String details() {
        return details(inputs() == 0 ? "?" : Integer.toString(inputs()));
    }

    @Override
    String details(Shape input) {
        return input == null ? details() : details(Integer.toString(input.size(-1)));
    }

    private String details(String inputs) {
        return "in=%s out=%d%s".formatted(inputs, outputs, bias == null ? " no bias" : "");
    }
}
