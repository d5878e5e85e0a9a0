package dev.cuaderno.nn;

import dev.cuaderno.kernels.Unary;
import dev.cuaderno.op.Pointwise;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Tensor;

import java.util.function.UnaryOperator;

/// A function without parameters that keeps the shape: activations, softmax.
public final class Activation extends Primitive {

    private final String kind;
    private final String details;
    private final UnaryOperator<Tensor> function;

    private Activation(String kind, String details, UnaryOperator<Tensor> function) {
        this.kind = kind;
        this.details = details;
        this.function = function;
    }

    /// A function under the name that summaries and errors show.
    public static Activation of(String name, UnaryOperator<Tensor> function) {
        return new Activation(name, "", function);
    }

    /// A function with a parameter, shown behind the name.
    public static Activation of(String name, String details, UnaryOperator<Tensor> function) {
        return new Activation(name, details, function);
    }

    /// x·σ(x), see [Unary#SILU].
    public static Activation silu() {
        return of("silu", x -> new Pointwise(Unary.SILU).apply(x));
    }

    /// x·Φ(x), see [Unary#GELU].
    public static Activation gelu() {
        return of("gelu", x -> new Pointwise(Unary.GELU).apply(x));
    }

    /// x/2·(1 + tanh(√(2/π)·(x + 0.044715·x³))), the approximation that Hendrycks and Gimpel (2016)
    /// give for x·Φ(x), within 0.0005 of it.
    public static Activation geluTanh() {
        return of(
                "geluTanh",
                x -> {
                    var inner = x.plus(x.square().times(x).times(0.044715));
                    var tanh = inner.times(Math.sqrt(2 / Math.PI)).tanh();
                    return x.times(0.5).times(tanh.plus(1));
                });
    }

    /// ln(1 + e^x), see [Tensor#softplus()].
    public static Activation softplus() {
        return of("softplus", Tensor::softplus);
    }

    /// x/6 + 1/2 brought into 0 to 1.
    public static Activation hardSigmoid() {
        return of("hardSigmoid", x -> x.div(6).plus(0.5).clamp(0, 1));
    }

    @Override
    protected Tensor compute(Tensor x) {
        return function.apply(x);
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    protected String details() {
        return details;
    }
}
