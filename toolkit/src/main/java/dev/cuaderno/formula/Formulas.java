package dev.cuaderno.formula;

import static dev.cuaderno.formula.Expr.number;
import static dev.cuaderno.formula.Expr.symbol;

import dev.cuaderno.tensor.Sliding;

import java.util.Map;

/// Formulas that layers and drawings share.
public final class Formulas {

    private Formulas() {}

    /// How many windows fit along an axis: H' = ⌊(H + 2P − K)/S⌋ + 1, with dilation D(K − 1) + 1 in
    /// the place of K.
    ///
    /// @param axis the letter of the size: `H` or `W`
    public static Derivation outputSize(String axis, Sliding sliding) {
        var padded =
                sliding.before() == sliding.after()
                        ? symbol(axis).plus(number(2).times(symbol("P")))
                        : symbol(axis).plus(symbol("P", 0)).plus(symbol("P", 1));
        var room =
                sliding.dilation() == 1
                        ? padded.minus(symbol("K"))
                        : padded.minus(symbol("D").times(symbol("K").minus(1))).minus(1);
        var quotient = room.over(symbol("S"));
        var windows = sliding.ceilMode() ? quotient.ceil() : quotient.floor();
        var cells = sliding.size() + sliding.before() + sliding.after();
        // Rounded up, there may be a last window that starts past the image: it does not count.
        var last = Math.ceilDiv(cells - sliding.extent(), sliding.stride()) + 1 - sliding.count();
        var all = windows.plus(1);
        var counted = sliding.ceilMode() && last > 0 ? all.minus(last) : all;
        return Derivation.of(symbol(axis + "'"), counted)
                .put(
                        Map.of(
                                axis,
                                sliding.size(),
                                "P",
                                sliding.before(),
                                "P_0",
                                sliding.before(),
                                "P_1",
                                sliding.after(),
                                "K",
                                sliding.kernel(),
                                "S",
                                sliding.stride(),
                                "D",
                                sliding.dilation()))
                .gives(sliding.count());
    }

    /// R' = R + (K − 1)·J: a layer widens the receptive field by the cells its kernel reaches, each
    /// as far from the next as the fields of neighbouring elements.
    ///
    /// @param index of R', or empty
    public static Derivation receptiveField(String index, int field, int jump, int extent) {
        return Derivation.of(
                        symbol("R'", index),
                        symbol("R").plus(symbol("K").minus(1).times(symbol("J"))))
                .put(Map.of("R", field, "J", jump, "K", extent))
                .gives(field + (extent - 1.0) * jump);
    }

    /// J' = J·S: the distance between the receptive fields of neighbouring elements.
    ///
    /// @param index of J', or empty
    public static Derivation jump(String index, int jump, int stride) {
        return Derivation.of(symbol("J'", index), symbol("J").times(symbol("S")))
                .put(Map.of("J", jump, "S", stride))
                .gives((double) jump * stride);
    }
}
