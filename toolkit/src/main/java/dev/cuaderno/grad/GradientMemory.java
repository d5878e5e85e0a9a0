package dev.cuaderno.grad;

import dev.cuaderno.op.Op;
import dev.cuaderno.op.PlusInPlace;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/// Memory of the gradients that pass through one walk of a tape. A gradient that has been handed on
/// is nobody's any more, and its memory is given to the next one of its size, in this walk or in
/// one after it: taking new memory means filling it with zeros, and leaving it behind means
/// collecting it.
///
/// Tensors do not change while anybody can see them. Therefore only what operations of the toolkit
/// took from here goes back, and what an operation of somebody else has seen does not.
public final class GradientMemory {

    private static final ScopedValue<GradientMemory> CURRENT = ScopedValue.newInstance();

    /// Numbers for which it is worth the trouble.
    private static final int LARGE = 1 << 12;

    /// What walks have left, for those after them: the next step of a training needs the same.
    private static final Deque<SoftReference<Map<Integer, Deque<float[]>>>> LEFT =
            new ConcurrentLinkedDeque<>();

    private final Map<Integer, Deque<float[]>> free = new HashMap<>();

    /// From an earlier walk, once something is needed; what this one does not need goes with it.
    private Map<Integer, Deque<float[]>> earlier;

    /// What was taken from here and may come back; compared by identity, as storages are.
    private final Set<Storage> lent = Collections.newSetFromMap(new WeakHashMap<>());

    /// The gradient that may be written over.
    private Tensor expendable;

    GradientMemory() {}

    /// Leaves what is nobody's to a later walk. This one is over.
    void leave() {
        if (!free.isEmpty()) {
            LEFT.addFirst(new SoftReference<>(free));
        }
    }

    /// So many numbers for a result that is written from end to end: with anything in them.
    public static Storage.Floats take(int size) {
        return size >= LARGE && CURRENT.isBound()
                ? CURRENT.get().lend(size)
                : new Storage.Floats(new float[size]);
    }

    /// So many zeros.
    public static Storage.Floats zeros(int size) {
        return size >= LARGE && CURRENT.isBound()
                ? CURRENT.get().lendZeros(size)
                : new Storage.Floats(new float[size]);
    }

    private Storage.Floats lend(int size) {
        var used = used(size);
        return lend(used == null ? new float[size] : used);
    }

    private Storage.Floats lendZeros(int size) {
        var used = used(size);
        if (used == null) {
            return lend(new float[size]);
        }
        Arrays.fill(used, 0);
        return lend(used);
    }

    private float[] used(int size) {
        var piece = poll(free, size);
        if (piece != null) {
            return piece;
        }
        if (earlier == null) {
            var left = LEFT.pollFirst();
            var pieces = left == null ? null : left.get();
            earlier = pieces == null ? Map.of() : pieces;
        }
        return poll(earlier, size);
    }

    private static float[] poll(Map<Integer, Deque<float[]>> pieces, int size) {
        var some = pieces.get(size);
        return some == null ? null : some.poll();
    }

    private Storage.Floats lend(float[] numbers) {
        var storage = new Storage.Floats(numbers);
        lent.add(storage);
        return storage;
    }

    /// Whether an operation that is asked for the gradient of an input may write that over the one
    /// it was given, if it keeps what it needs of this for its other inputs.
    public static boolean isExpendable(Tensor gradient) {
        return CURRENT.isBound() && CURRENT.get().expendable == gradient;
    }

    /// The gradient that an operation hands back for an input.
    ///
    /// @param isAlone whether nobody but the operation will look at the gradient it is given
    Tensor back(Op op, int index, Flow flow, boolean isAlone) {
        if (isOwn(op)) {
            expendable = isAlone ? flow.gradient() : null;
            try {
                return ScopedValue.where(CURRENT, this).call(() -> op.backward(index, flow));
            } finally {
                expendable = null;
            }
        }
        keep(flow.gradient());
        return op.backward(index, flow);
    }

    /// The sum of two gradients, in the memory of one that is free if it lies there as it should.
    Tensor sum(Tensor a, boolean isFreeA, Tensor b, boolean isFreeB) {
        if (isFreeA && PlusInPlace.suits(a, b)) {
            return PlusInPlace.add(a, b);
        }
        if (isFreeB && PlusInPlace.suits(b, a)) {
            return PlusInPlace.add(b, a);
        }
        return ScopedValue.where(CURRENT, this).call(() -> a.plus(b));
    }

    private static boolean isOwn(Op op) {
        return op.getClass().getPackage() == Op.class.getPackage();
    }

    /// Leaves the memory of a gradient to who holds it.
    void keep(Tensor gradient) {
        lent.remove(gradient.storage());
    }

    /// Whether a gradient was taken from here and nobody else has seen it.
    boolean isOwn(Tensor gradient) {
        return lent.contains(gradient.storage());
    }

    /// Takes back the memory of a gradient, unless it is somebody else's or under one of these.
    void release(Tensor gradient, Collection<Tensor> others) {
        var storage = gradient.storage();
        for (var other : others) {
            if (other.storage() == storage) {
                return;
            }
        }
        if (lent.remove(storage) && storage instanceof Storage.Floats floats) {
            free.computeIfAbsent(floats.size(), _ -> new ArrayDeque<>()).push(floats.array());
        }
    }
}
