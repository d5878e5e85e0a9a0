package dev.cuaderno.nn;

import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Tensor;

/// What neighbouring layers do in one go, or in memory that nobody else sees, if nobody looks at
/// what lies between them. The numbers are the same.
final class Together {

    /// Results with fewer numbers are computed one by one: tapes show them, and they cost little.
    private static final int LEAST = 1 << 14;

    private Together() {}

    /// Whether nobody sees what lies between layers, and it is much.
    static boolean isWorthwhile(Tensor x) {
        return x.elements() >= LEAST
                && x.dtype() == DType.FLOAT32
                && Trace.current() == null
                && !Outline.isDrawing()
                && !Hooks.areWatching();
    }

    static boolean isRelu(Layer layer) {
        return layer instanceof Activation one && one.kind().equals("relu");
    }

    /// Whether a layer gives memory of its own, whose numbers no way back reads.
    static boolean isFresh(Layer layer) {
        return switch (layer) {
            case null -> false;
            case Conv2d _, Linear _, BatchNorm _, GroupNorm _, LayerNorm _, Residual _ -> true;
            default -> false;
        };
    }
}
