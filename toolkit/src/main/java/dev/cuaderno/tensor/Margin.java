package dev.cuaderno.tensor;

/// How much padding a window gets, in cells, or by what the result's size should be.
public sealed interface Margin {

    /// The cells added before and after an axis.
    record Sides(int before, int after) {}

    /// A given number of cells on each side.
    record Fixed(int top, int bottom, int left, int right) implements Margin {
        public Fixed {
            if (Math.min(Math.min(top, bottom), Math.min(left, right)) < 0) {
                throw ShapeException.in("padding")
                        .rule("padding is 0 or more")
                        .got(
                                "top %d, bottom %d, left %d, right %d"
                                        .formatted(top, bottom, left, right))
                        .fix("to remove cells use at(range(...), range(...))")
                        .error();
            }
        }
    }

    /// As much as keeps the size when the step is 1 (the mode `same`). The window's centre is
    /// element (K−1)/2, so that for an even kernel the odd cell is added at the end.
    record Same() implements Margin {}

    /// As [Same], for a kernel that has been turned by 180 degrees: its centre is element K/2.
    record SameTurned() implements Margin {}

    /// As much as lets every window take part that touches the image at all (the mode `full`).
    record Full() implements Margin {}

    /// The cells for the rows, that is above and below.
    ///
    /// @param reach the kernel's extent less 1: dilation * (kernel - 1)
    default Sides rows(int reach) {
        return this instanceof Fixed fixed ? new Sides(fixed.top, fixed.bottom) : byReach(reach);
    }

    /// The cells for the columns, that is left and right.
    ///
    /// @param reach the kernel's extent less 1: dilation * (kernel - 1)
    default Sides columns(int reach) {
        return this instanceof Fixed fixed ? new Sides(fixed.left, fixed.right) : byReach(reach);
    }

    private Sides byReach(int reach) {
        return switch (this) {
            case Full() -> new Sides(reach, reach);
            case SameTurned() -> new Sides(reach - reach / 2, reach / 2);
            case Same(), Fixed(_, _, _, _) -> new Sides(reach / 2, reach - reach / 2);
        };
    }
}
