package dev.cuaderno.nn;

import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;

/// What weights start from. The fan of weights `[O, I, ...]` is the number of numbers that go into
/// one output (fan in, I times the kernel's cells) or come from one input (fan out, O times).
public sealed interface Init {

    /// How wide a distribution is drawn: uniform, or normal with the same standard deviation.
    enum Law {
        UNIFORM,
        NORMAL
    }

    /// The first value of a parameter, in memory of its own.
    Tensor draw(Shape shape, Generator random);

    /// One value everywhere.
    record Constant(double value) implements Init {
        @Override
        public Tensor draw(Shape shape, Generator random) {
            return Tensors.full(value, DType.FLOAT32, shape);
        }
    }

    /// Uniform from −bound to bound.
    record Uniform(double bound) implements Init {
        @Override
        public Tensor draw(Shape shape, Generator random) {
            return moved(random.rand(shape.sizes()), 2 * bound, bound);
        }
    }

    /// Normal with mean 0.
    record Normal(double std) implements Init {
        @Override
        public Tensor draw(Shape shape, Generator random) {
            return moved(random.randn(shape.sizes()), std, 0);
        }
    }

    /// He et al., "Delving deep into rectifiers" (2015): σ² = 2/((1+a²)·fan in), which keeps the
    /// variance through rectifiers of slope a on the negative side.
    record Kaiming(double slope, Law law) implements Init {
        @Override
        public Tensor draw(Shape shape, Generator random) {
            return scaled(law, Math.sqrt(2 / ((1 + slope * slope) * fanIn(shape))), shape, random);
        }
    }

    /// Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural
    /// networks" (2010): σ² = 2/(fan in + fan out).
    record Xavier(Law law) implements Init {
        @Override
        public Tensor draw(Shape shape, Generator random) {
            return scaled(law, Math.sqrt(2.0 / (fanIn(shape) + fanOut(shape))), shape, random);
        }
    }

    /// LeCun et al., "Efficient backprop" (1998): σ² = 1/fan in.
    record LeCun(Law law) implements Init {
        @Override
        public Tensor draw(Shape shape, Generator random) {
            return scaled(law, Math.sqrt(1.0 / fanIn(shape)), shape, random);
        }
    }

    /// Rows (or columns, if there are more rows) at right angles and of length `gain`: Saxe et al.,
    /// "Exact solutions to the nonlinear dynamics of learning in deep linear neural networks"
    /// (2014).
    record Orthogonal(double gain) implements Init {
        @Override
        public Tensor draw(Shape shape, Generator random) {
            return OrthogonalRows.draw(shape, random).times(gain);
        }
    }

    /// Uniform within ±1/√(fan in) of the weights beside it: what biases start from.
    record FanOf(Parameter weights) implements Init {
        @Override
        public Tensor draw(Shape shape, Generator random) {
            return new Uniform(1 / Math.sqrt(fanIn(weights.shape()))).draw(shape, random);
        }
    }

    /// One value everywhere.
    static Init constant(double value) {
        return new Constant(value);
    }

    /// For rectifiers, normal.
    static Init kaiming() {
        return new Kaiming(0, Law.NORMAL);
    }

    /// For sigmoid and tanh, uniform.
    static Init xavier() {
        return new Xavier(Law.UNIFORM);
    }

    /// For tanh in LeCun's nets, normal.
    static Init leCun() {
        return new LeCun(Law.NORMAL);
    }

    /// Orthogonal rows of length 1.
    static Init orthogonal() {
        return new Orthogonal(1);
    }

    /// What `linear` and `conv2d` start from unless told otherwise, as in PyTorch: uniform within
    /// ±1/√(fan in).
    static Init standard() {
        return new Kaiming(Math.sqrt(5), Law.UNIFORM);
    }

    /// Numbers just drawn, times a factor and less another, where they are: weights may fill half
    /// of the memory.
    private static Tensor moved(Tensor drawn, double factor, double less) {
        var numbers = ((Storage.Floats) drawn.storage()).array();
        var by = (float) factor;
        var minus = (float) less;
        for (var i = 0; i < numbers.length; i++) {
            numbers[i] = numbers[i] * by - minus;
        }
        return drawn;
    }

    private static Tensor scaled(Law law, double std, Shape shape, Generator random) {
        return switch (law) {
            case UNIFORM -> new Uniform(Math.sqrt(3) * std).draw(shape, random);
            case NORMAL -> new Normal(std).draw(shape, random);
        };
    }

    /// The numbers that go into one output; for a vector, its size.
    static int fanIn(Shape weights) {
        return weights.rank() < 2 ? weights.elements() : weights.elements() / weights.size(0);
    }

    /// The numbers that come from one input; for a vector, its size.
    static int fanOut(Shape weights) {
        return weights.rank() < 2 ? weights.elements() : weights.elements() / weights.size(1);
    }
}
