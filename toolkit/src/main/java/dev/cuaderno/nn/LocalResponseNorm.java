package dev.cuaderno.nn;

import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;
import dev.cuaderno.tensor.Window;

/// Local response normalisation: every element divided by (k + α/n · Σ x²)^β, the sum over n
/// neighbouring channels at the same place. Krizhevsky et al. (2012), who write α for our α/n; this
/// is PyTorch's form.
public final class LocalResponseNorm extends Primitive {

    private final int size;
    private final double alpha;
    private final double beta;
    private final double k;

    private LocalResponseNorm(int size, double alpha, double beta, double k) {
        this.size = size;
        this.alpha = alpha;
        this.beta = beta;
        this.k = k;
    }

    /// Over n channels, with α = 10⁻⁴, β = 0.75 and k = 1.
    public static LocalResponseNorm of(int size) {
        return new LocalResponseNorm(size, 1e-4, 0.75, 1);
    }

    /// The same with another α.
    public LocalResponseNorm alpha(double value) {
        return new LocalResponseNorm(size, value, beta, k);
    }

    /// The same with another β.
    public LocalResponseNorm beta(double value) {
        return new LocalResponseNorm(size, alpha, value, k);
    }

    /// The same with another k.
    public LocalResponseNorm k(double value) {
        return new LocalResponseNorm(size, alpha, beta, value);
    }

    @Override
    protected Tensor compute(Tensor x) {
        var samples = x.rank() == 4 ? x.size(0) : 1;
        var plane = x.size(-2) * x.size(-1);
        // A sum over neighbouring channels is a convolution down the axis of channels.
        var ones = Tensors.full(1, DType.FLOAT32, Shape.of(1, 1, size, 1)).to(x.dtype());
        var around = Window.DEFAULT.padding(size / 2, (size - 1) / 2, 0, 0);
        var sums = x.square().reshape(samples, 1, x.size(-3), plane).conv2d(ones, around);
        var divisor = sums.times(alpha / size).plus(k).pow(beta);
        return x.div(divisor.reshape(x.shape()));
    }

    @Override
    public Shape outputShape(Shape input) {
        plane(input);
        return input;
    }

    @Override
    public String kind() {
        return "localResponseNorm";
    }

    @Override
    protected String details() {
        return "over " + size;
    }
}
