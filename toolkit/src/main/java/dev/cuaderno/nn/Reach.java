package dev.cuaderno.nn;

import dev.cuaderno.tensor.Size2d;
import dev.cuaderno.tensor.Window;

/// What of a layer's input one element of its output sees.
///
/// @param extent the rows and columns
/// @param stride how far apart the fields of neighbouring outputs lie
/// @param whole whether it is all of the input
public record Reach(Size2d extent, Size2d stride, boolean whole) {

    /// The element at the same place alone.
    public static final Reach POINT = new Reach(Size2d.square(1), Size2d.square(1), false);

    /// All of the input.
    public static final Reach WHOLE = new Reach(Size2d.square(1), Size2d.square(1), true);

    /// A window's cells.
    ///
    /// @param natural the stride if the window has none
    static Reach of(Size2d kernel, Window window, Size2d natural) {
        return new Reach(
                new Size2d(
                        window.dilation().rows() * (kernel.rows() - 1) + 1,
                        window.dilation().columns() * (kernel.columns() - 1) + 1),
                window.strideOr(natural),
                false);
    }
}
