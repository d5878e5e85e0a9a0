package dev.cuaderno.tensor;

/// The rules of [Views#reshape].
final class Reshaping {

    private Reshaping() {}

    /// The shape meant by `sizes`, of which one may be −1.
    static Shape resolve(Shape old, int... sizes) {
        var open = -1;
        var known = 1L;
        for (var axis = 0; axis < sizes.length; axis++) {
            if (sizes[axis] == -1 && open < 0) {
                open = axis;
            } else {
                known *= sizes[axis];
            }
        }
        if (open < 0) {
            return Shape.of(sizes);
        }
        if (known < 1 || old.elements() % known != 0) {
            throw ShapeException.in("reshape")
                    .rule("the size written -1 is the elements divided by the other sizes")
                    .got(old + " to [" + Shape.join(sizes) + "]")
                    .why(old.elements() + " / " + known + " is not a whole number")
                    .fix("other sizes, with at most one -1")
                    .error();
        }
        var resolved = sizes.clone();
        resolved[open] = (int) (old.elements() / known);
        return Shape.of(resolved);
    }

    static void check(Shape old, Shape target) {
        if (old.elements() != target.elements()) {
            throw ShapeException.in("reshape")
                    .rule("the number of elements stays the same")
                    .got(old + " to " + target)
                    .why("%d elements are not %d".formatted(old.elements(), target.elements()))
                    .fix("one size may be -1 and follows from the others")
                    .error();
        }
    }
}
