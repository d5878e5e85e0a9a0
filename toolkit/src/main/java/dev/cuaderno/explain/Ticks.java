package dev.cuaderno.explain;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// Round numbers for an axis: multiples of 1, 2 or 5 times a power of ten.
final class Ticks {

    private Ticks() {}

    /// About `wanted` of them between two ends.
    static List<Double> between(double low, double high, int wanted) {
        var raw = (high - low) / wanted;
        var power = (int) Math.floor(Math.log10(raw));
        var scaled = raw / Math.pow(10, power);
        var digit = scaled <= 1 ? 1 : scaled <= 2 ? 2 : scaled <= 5 ? 5 : 10;
        // Decimal, so that three steps of 0.1 are 0.3.
        var step = BigDecimal.valueOf(digit).scaleByPowerOfTen(power);
        var ticks = new ArrayList<Double>();
        var slack = 1e-9 * (high - low);
        for (var n = (long) Math.ceil((low - slack) / step.doubleValue());
                n * step.doubleValue() <= high + slack;
                n++) {
            ticks.add(step.multiply(BigDecimal.valueOf(n)).doubleValue());
        }
        return ticks;
    }
}
