package dev.cuaderno.nn;

import dev.cuaderno.grad.Leaf;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Tensor;

import java.util.Objects;

/// A tensor that belongs to a layer and changes: weights that are learnt, or statistics that are
/// kept.
///
/// Its first value is drawn when it is first asked for, from the seed and the parameter's name
/// only: running a cell again, or cells in another order, gives the same weights.
public final class Parameter {

    private final Init init;
    private final boolean trainable;
    private Shape shape;
    private String path = "";
    private long seed;
    private DType dtype = DType.FLOAT32;
    private Tensor value;

    /// A parameter to be learnt.
    ///
    /// @param shape `null` until it is known, see [#settle]
    public Parameter(Init init, Shape shape) {
        this(init, shape, true);
    }

    private Parameter(Init init, Shape shape, boolean trainable) {
        this.init = Objects.requireNonNull(init);
        this.shape = shape;
        this.trainable = trainable;
    }

    /// A parameter to be learnt: `new Parameter(Init.constant(1), 64)`.
    public Parameter(Init init, int... shape) {
        this(init, Shape.of(shape));
    }

    /// What a layer keeps without learning it by gradients.
    public static Parameter statistic(double start, int... shape) {
        return new Parameter(Init.constant(start), Shape.of(shape), false);
    }

    /// Whether gradients change it.
    public boolean isTrainable() {
        return trainable;
    }

    /// The name within the outermost network that is known, `layer1.0.conv1.weight`; empty before.
    public synchronized String path() {
        return path;
    }

    /// Whether the shape is known.
    public synchronized boolean isSettled() {
        return shape != null;
    }

    /// The shape.
    ///
    /// @throws IllegalStateException if it is not known yet
    public synchronized Shape shape() {
        if (shape == null) {
            throw new IllegalStateException(
                    "%s: its shape follows from the first input, and none has come; build(...) with a sample's shape, or give the number of inputs"
                            .formatted(path.isEmpty() ? "a parameter" : path));
        }
        return shape;
    }

    /// The present value: always the same tensor, which collects gradients if this is to be learnt,
    /// and which [Tensor#update] changes in place.
    ///
    /// @throws IllegalStateException if the shape is not known yet
    public synchronized Tensor value() {
        if (value == null) {
            value = owned(first());
        }
        return value;
    }

    private Tensor first() {
        return init.draw(shape(), new Generator(seed).fork(path));
    }

    /// The same for numbers whose memory nobody else holds.
    private Tensor owned(Tensor numbers) {
        var isAll = numbers.isContiguous() && numbers.storage().size() == numbers.elements();
        return trainable && isAll && numbers.dtype() == dtype
                ? numbers.as(new Leaf(numbers.storage()))
                : held(numbers);
    }

    private Tensor held(Tensor numbers) {
        var plain = numbers.detach().to(dtype);
        return trainable ? plain.requiresGrad() : plain;
    }

    /// Replaces the numbers, in this parameter's precision.
    ///
    /// @throws IllegalArgumentException if the shape differs
    public synchronized void set(Tensor next) {
        if (shape != null && !shape.equals(next.shape())) {
            throw new IllegalArgumentException(
                    "%s: it has shape %s, not %s".formatted(path, shape, next.shape()));
        }
        shape = next.shape();
        if (trainable && value != null) {
            // In place: optimisers hold this very tensor.
            value.update(next);
        } else {
            value = held(next);
        }
    }

    /// Says what the shape is, if nobody has yet.
    synchronized void settle(Shape found) {
        if (shape == null) {
            shape = found;
        }
    }

    /// Gives it a name unless it has one in a larger network.
    synchronized void bind(String name) {
        if (Components.outranks(name, path)) {
            path = name;
        }
    }

    synchronized void reseed(long newSeed) {
        seed = newSeed;
        if (value != null) {
            set(first());
        }
    }

    synchronized void to(DType newType) {
        dtype = newType;
        value = value == null ? null : held(value);
    }

    /// The name and the shape.
    @Override
    public synchronized String toString() {
        return (path.isEmpty() ? "parameter" : path) + " " + (shape == null ? "[?]" : shape);
    }
}
