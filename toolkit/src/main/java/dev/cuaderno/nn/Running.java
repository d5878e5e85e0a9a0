package dev.cuaderno.nn;

import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Tensor;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// How whole networks run that are called from outside, by [Layer#apply] or a chain's `forward`.
///
/// A network made of the toolkit's layers runs on prepared memory and loops from its first call on
/// if that takes more than 5·10⁷ multiplications in training, or 5·10⁹ in use, and otherwise once
/// its calls with inputs of one shape have taken 2·10¹⁰; before that, preparing would take longer
/// than it saves. Results agree to the accuracy of float32, but not bit for bit.
///
/// Records and other classes of the user's run as they are written, layer by layer.
public final class Running {

    /// What a pass has done so far; bound while one runs.
    private static final ScopedValue<Work> WORK = ScopedValue.newInstance();

    private Running() {}

    /// The multiplications of a pass.
    static final class Work {
        private long done;

        long done() {
            return done;
        }
    }

    /// The result of code in which networks run layer by layer, always with the same bits. This is
    /// also the way to derivatives of higher order by a network's parameters in training.
    public static <T, X extends Throwable> T layerByLayer(
            ScopedValue.CallableOp<? extends T, X> body) throws X {
        return ScopedValue.where(WORK, new Work()).call(body);
    }

    static Tensor counted(Work work, Supplier<Tensor> body) {
        return ScopedValue.where(WORK, work).<Tensor, RuntimeException>call(body::get);
    }

    /// Counts what a layer has done.
    static void count(Primitive layer, Tensor x) {
        if (WORK.isBound()) {
            WORK.get().done += layer.macs(x.shape());
        }
    }

    /// Whether a network is called by another one, or only looked at.
    static boolean isInside() {
        return WORK.isBound() || Outline.isDrawing() || Trace.current() != null;
    }

    /// The result of a network called from outside.
    ///
    /// @param parts of the network
    /// @param forward what it computes
    static Tensor whole(
            Layer net, List<Components.Part> parts, Tensor x, UnaryOperator<Tensor> forward) {
        if (net instanceof Primitive
                || x.isTracked()
                || x.dtype() != DType.FLOAT32
                || Hooks.areWatching()) {
            return forward.apply(x);
        }
        var calls = Calls.of(net, parts);
        return calls == null ? forward.apply(x) : calls.run(x, forward);
    }
}
