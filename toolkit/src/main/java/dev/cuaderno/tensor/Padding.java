package dev.cuaderno.tensor;

/// What lies outside an image: the six borders of the slides, and the mirror that repeats its edge.
///
/// For the row `1 2 4 8` padded by two cells:
///
/// | mode | result |
/// |---|---|
/// | zero | `0 0 1 2 4 8 0 0` |
/// | constant(9) | `9 9 1 2 4 8 9 9` |
/// | clamp | `1 1 1 2 4 8 8 8` |
/// | wrap | `4 8 1 2 4 8 1 2` |
/// | mirror | `4 2 1 2 4 8 4 2` |
/// | symmetric | `2 1 1 2 4 8 8 4` |
/// | extension | `-2 0 1 2 4 8 12 14` |
///
/// Any number of cells may be added: patterns repeat.
public sealed interface Padding {

    /// Zeros.
    record Zero() implements Padding {}

    /// One value everywhere.
    record Constant(double value) implements Padding {}

    /// The nearest cell of the edge.
    record Clamp() implements Padding {}

    /// The image again, as on a torus.
    record Wrap() implements Padding {}

    /// The image mirrored in its edge cell, which is not repeated.
    record Mirror() implements Padding {}

    /// The image mirrored in its border, so that the edge cell is repeated.
    record Symmetric() implements Padding {}

    /// The image turned about its edge cell: twice the edge less the mirrored cell, which continues
    /// a slope.
    record Extension() implements Padding {}

    /// Where a cell's value comes from: `constant` if `cell` is −1; else the cell's value `v`, or,
    /// if there is an `edge`, `2e − v` with the edge's value `e`; and `far` times the difference
    /// between the image's last and first cell on top.
    ///
    /// @param cell the source, or −1 for a constant
    /// @param edge the edge cell about which the source is turned, or −1
    /// @param far how many times the image's whole rise is added; 0 unless the padding is wider
    ///   than the image
    /// @param constant the value where there is no source
    record Source(int cell, int edge, int far, double constant) {
        static Source of(int cell) {
            return new Source(cell, -1, 0, 0);
        }
    }

    /// Where the value of cell `index` comes from, which may lie outside 0..size-1.
    default Source source(int index, int size) {
        if (index >= 0 && index < size) {
            return Source.of(index);
        }
        return switch (this) {
            case Zero() -> new Source(-1, -1, 0, 0);
            case Constant(var value) -> new Source(-1, -1, 0, value);
            case Clamp() -> Source.of(index < 0 ? 0 : size - 1);
            case Wrap() -> Source.of(Math.floorMod(index, size));
            case Mirror() -> Source.of(mirrored(index, size));
            case Symmetric() -> {
                var position = Math.floorMod(index, 2 * size);
                yield Source.of(Math.min(position, 2 * size - 1 - position));
            }
            case Extension() -> extended(index, size);
        };
    }

    private static int mirrored(int index, int size) {
        if (size == 1) {
            return 0;
        }
        var period = 2 * (size - 1);
        var position = Math.floorMod(index, period);
        return Math.min(position, period - position);
    }

    private static Source extended(int index, int size) {
        if (size == 1) {
            return Source.of(0);
        }
        // Turning about both edges shifts the signal by twice its rise every 2(size-1) cells.
        var period = 2 * (size - 1);
        var turns = Math.floorDiv(index, period);
        var position = Math.floorMod(index, period);
        return position < size
                ? new Source(position, -1, 2 * turns, 0)
                : index < 0
                        // 2 x[size-1] - x[c] less one period is 2 x[0] - x[c]: the nearer edge.
                        ? new Source(period - position, 0, 2 * turns + 2, 0)
                        : new Source(period - position, size - 1, 2 * turns, 0);
    }
}
