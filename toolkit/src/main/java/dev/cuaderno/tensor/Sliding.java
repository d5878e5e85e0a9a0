package dev.cuaderno.tensor;

/// Windows along one axis: how many there are and where each starts.
///
/// Their number is O = ⌊(H + P₀ + P₁ − D(K−1) − 1) / S⌋ + 1, with ceil mode ⌈…⌉ less a last window
/// that would start at or past the end of the image and the padding before it.
///
/// @param size H, the cells of the axis
/// @param kernel K, the elements of the kernel
/// @param stride S, the step between windows
/// @param before P₀, padding in front
/// @param after P₁, padding at the end
/// @param dilation D, the distance between kernel elements
/// @param ceilMode whether a window that reaches past the end counts
public record Sliding(
        int size, int kernel, int stride, int before, int after, int dilation, boolean ceilMode) {

    /// The cells from a window's first to its last.
    public int extent() {
        return dilation * (kernel - 1) + 1;
    }

    /// The number of windows; 0 or less if the kernel does not fit.
    public int count() {
        var room = size + before + after - extent();
        if (!ceilMode) {
            return Math.floorDiv(room, stride) + 1;
        }
        var windows = Math.ceilDiv(room, stride) + 1;
        return (windows - 1) * stride >= size + before ? windows - 1 : windows;
    }

    /// The cell where window `index` starts; negative inside the padding.
    public int start(int index) {
        return index * stride - before;
    }

    /// Whether a cell belongs to the image.
    public boolean inside(int cell) {
        return cell >= 0 && cell < size;
    }

    /// Whether a cell belongs to the image or its padding.
    public boolean insidePadded(int cell) {
        return cell >= -before && cell < size + after;
    }

    /// The same windows over an axis to which the padding has been added.
    public Sliding withoutPadding() {
        return new Sliding(size + before + after, kernel, stride, 0, 0, dilation, ceilMode);
    }

    /// The formula and the same with numbers: `H' = (H-K+2P)/S+1 = (8-3+2*1)/1+1 = 8`. The quotient
    /// is written `floor(...)` or `ceil(...)` where it is rounded.
    ///
    /// @param axis the letter of the size: `H` or `W`
    public String formula(String axis) {
        var reach = dilation == 1 ? "K" : "(D(K-1)+1)";
        var padding = before == after ? "2*" + before : before + "+" + after;
        var quotient = "(%d-%d+%s)/%d".formatted(size, extent(), padding, stride);
        var exact = (size + before + after - extent()) % stride == 0;
        var rounded = exact ? quotient : (ceilMode ? "ceil(" : "floor(") + quotient + ")";
        var symbols = before == after ? "2P" : "P";
        return "%s' = (%s-%s+%s)/S+1 = %s+1 = %d"
                .formatted(axis, axis, reach, symbols, rounded, count());
    }

    /// Refuses a kernel that does not fit.
    ///
    /// @param what the shapes that came
    /// @throws ShapeException if there is no window at all
    public Sliding check(String operation, String axis, String what) {
        if (count() < 1) {
            var missing = extent() - size - before - after;
            var more = Math.ceilDiv(missing, 2) + Math.max(before, after);
            throw ShapeException.in(operation)
                    .rule("the kernel must fit into the padded image")
                    .got(what)
                    .why(formula(axis))
                    .fix(
                            "padding(%d), or a kernel that covers at most %d cells"
                                    .formatted(more, size + before + after))
                    .error();
        }
        return this;
    }
}
