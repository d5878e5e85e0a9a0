package dev.cuaderno.grad;

import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import java.lang.ref.WeakReference;
import java.util.Optional;
import java.util.function.Consumer;

/// The origin of a tensor that asks for gradients: a parameter. It owns the tensor's memory, sums
/// the gradients that reach it, and is the only way to change numbers in place.
public final class Leaf implements Origin {

    private final Storage memory;
    private Tensor gradient;

    /// Whether somebody may keep the gradient.
    private boolean shown;

    /// The gradient that was forgotten last, if nobody keeps it.
    private WeakReference<Tensor> forgotten = new WeakReference<>(null);

    private int version;

    /// A leaf over memory that nothing else may hold.
    public Leaf(Storage memory) {
        this.memory = memory;
    }

    /// The leaf behind a tensor.
    ///
    /// @throws IllegalStateException if the tensor is none
    public static Leaf of(Tensor tensor) {
        if (tensor.origin() instanceof Leaf leaf) {
            return leaf;
        }
        throw new IllegalStateException(
                "the tensor "
                        + tensor.shape()
                        + " is not a parameter: "
                        + (tensor.origin() instanceof Step step
                                ? "it is the result of " + step.op().name()
                                : "requiresGrad() makes one of it"));
    }

    /// The sum of the gradients since [#clear], if any came.
    public synchronized Optional<Tensor> gradient() {
        shown = true;
        return Optional.ofNullable(gradient);
    }

    /// The same for who looks at it at once and does not keep it.
    public synchronized Optional<Tensor> glance() {
        return Optional.ofNullable(gradient);
    }

    /// Forgets the gradient.
    public synchronized void clear() {
        forgotten = new WeakReference<>(shown ? null : gradient);
        gradient = null;
        shown = false;
    }

    /// Whether a gradient was the last to be forgotten, and nobody keeps it: then who computed it
    /// may use its memory again. Says so once.
    public synchronized boolean release(Tensor former) {
        var isFree = forgotten.refersTo(former);
        forgotten.clear();
        return isFree;
    }

    /// Puts another gradient in place of the one that came, a clipped one for instance.
    public synchronized void replace(Tensor other) {
        gradient = other;
    }

    synchronized void add(Tensor more) {
        gradient = gradient == null ? more : gradient.plus(more);
    }

    /// Lets `change` write new numbers into the memory of the tensor. Views of the tensor see them
    /// too; results computed before keep their numbers, but their gradients can no longer be
    /// computed, and asking for them is an error.
    public synchronized void update(Consumer<Storage> change) {
        version++;
        change.accept(memory);
    }

    /// How often the numbers have changed.
    public synchronized int version() {
        return version;
    }
}
