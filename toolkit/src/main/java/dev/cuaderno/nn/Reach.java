package dev.cuaderno.nn;

import dev.cuaderno.tensor.Size2d;
import dev.cuaderno.tensor.Window;

/// What of a layer's input one element of its output sees.
///
/// @param extent the rows and columns
/// @param stride how far apart the fields of neighbouring outputs lie
/// @param before how many rows and columns of padding lie before the input, into which the field of
///   the first output reaches
/// @param whole whether it is all of the input
public record Reach(Size2d extent, Size2d stride, Size2d before, boolean whole) {

    private static final Size2d NONE = Size2d.square(0);

    /// The element at the same place alone.
    public static final Reach POINT = of(Size2d.square(1), Size2d.square(1));

    /// All of the input.
    public static final Reach WHOLE = new Reach(Size2d.square(1), Size2d.square(1), NONE, true);

    /// Windows over an input without padding.
    static Reach of(Size2d extent, Size2d stride) {
        return new Reach(extent, stride, NONE, false);
    }

    /// A window's cells.
    ///
    /// @param natural the stride if the window has none
    static Reach of(Size2d kernel, Window window, Size2d natural) {
        var tall = window.dilation().rows() * (kernel.rows() - 1);
        var wide = window.dilation().columns() * (kernel.columns() - 1);
        return new Reach(
                new Size2d(tall + 1, wide + 1),
                window.strideOr(natural),
                new Size2d(
                        window.margin().rows(tall).before(),
                        window.margin().columns(wide).before()),
                false);
    }
}
