package dev.cuaderno.tensor;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.grad.Origin;
import dev.cuaderno.grad.Plain;
import dev.cuaderno.grad.Scopes;
import dev.cuaderno.op.Copy;

import java.util.Arrays;

/// Numbers in up to six axes: a picture, a batch, the weights of a layer.
///
/// A tensor is a value: nothing changes one, so views share memory safely. Parameters are the
/// exception, which [#requiresGrad] makes and [#update] changes. Equality is identity; values are
/// compared with [#closeTo] and [#sameAs].
///
/// What a tensor can do is sorted by concern: [Arithmetic], [Reductions], [Ordering], [Views],
/// [Neighbourhoods], [Probabilities], [Differentiable].
public final class Tensor
        implements Arithmetic,
                Reductions,
                Ordering,
                Views,
                Neighbourhoods,
                Probabilities,
                Differentiable,
                Displayable {

    private final Storage storage;
    private final int offset;
    private final Shape shape;
    private final int[] strides;
    private final Origin origin;

    private Tensor(Storage storage, int offset, Shape shape, int[] strides, Origin origin) {
        this.storage = storage;
        this.offset = offset;
        this.shape = shape;
        this.strides = strides;
        this.origin = origin;
    }

    /// A tensor over a whole storage, stored row by row.
    ///
    /// @throws ShapeException if the storage has not exactly as many numbers as the shape
    public static Tensor of(Storage storage, Shape shape) {
        if (storage.size() != shape.elements()) {
            throw ShapeException.in("tensor")
                    .rule("as many numbers as the shape has elements")
                    .got(storage.size() + " numbers for " + shape)
                    .why(shape + " has " + shape.elements() + " elements")
                    .fix("another shape, or other numbers")
                    .error();
        }
        return new Tensor(storage, 0, shape, shape.strides(), Plain.VALUE);
    }

    /// A tensor that sees part of a storage.
    ///
    /// @param offset the index of the first element
    /// @param strides the distance between neighbours along each axis; 0 repeats, negative goes
    ///   back
    /// @throws IndexOutOfBoundsException if an element would lie outside the storage
    public static Tensor view(Storage storage, int offset, Shape shape, int... strides) {
        long lowest = offset;
        long highest = offset;
        for (var axis = 0; axis < shape.rank(); axis++) {
            var reach = (long) strides[axis] * (shape.size(axis) - 1);
            lowest += Math.min(0, reach);
            highest += Math.max(0, reach);
        }
        if (lowest < 0 || highest >= storage.size()) {
            throw new IndexOutOfBoundsException(
                    "a view %s would see elements %d to %d of a storage of %d"
                            .formatted(shape, lowest, highest, storage.size()));
        }
        return new Tensor(storage, offset, shape, strides.clone(), Plain.VALUE);
    }

    /// The sizes of the axes.
    public Shape shape() {
        return shape;
    }

    /// The number of axes.
    public int rank() {
        return shape.rank();
    }

    /// The size of one axis; −1 is the last.
    public int size(int axis) {
        return shape.size(axis);
    }

    /// The number of elements.
    public int elements() {
        return shape.elements();
    }

    /// The type of its numbers.
    public DType dtype() {
        return storage.dtype();
    }

    /// The memory under this tensor and its views, shared, for operations that read it.
    public Storage storage() {
        return storage;
    }

    /// Where the first element lies in the storage.
    public int offset() {
        return offset;
    }

    /// The distance in the storage between neighbours along each axis.
    public int[] strides() {
        return strides.clone();
    }

    /// How this tensor came about; [Plain#VALUE] for a plain value.
    public Origin origin() {
        return origin;
    }

    /// The same numbers, in the same memory, with another origin. For the tape; see [#detach] and
    /// [#requiresGrad] for everybody else.
    public Tensor as(Origin other) {
        return other == origin ? this : new Tensor(storage, offset, shape, strides, other);
    }

    /// Whether the elements lie in the storage one after the other in row-major order.
    public boolean isContiguous() {
        var expected = 1;
        for (var axis = shape.rank() - 1; axis >= 0; axis--) {
            if (shape.size(axis) != 1 && strides[axis] != expected) {
                return false;
            }
            expected *= shape.size(axis);
        }
        return true;
    }

    /// This tensor if its elements lie one after the other, else a copy for which they do.
    public Tensor contiguous() {
        return isContiguous() ? this : new Copy(dtype()).apply(this);
    }

    /// This tensor with 32-bit numbers.
    public Tensor float32() {
        return to(DType.FLOAT32);
    }

    /// This tensor with 64-bit numbers.
    public Tensor float64() {
        return to(DType.FLOAT64);
    }

    /// This tensor with numbers of another type; itself if it has them already.
    public Tensor to(DType dtype) {
        return dtype == dtype() ? this : new Copy(dtype).apply(this);
    }

    /// One element.
    ///
    /// @param indices one per axis, 0 for the first; −1 is the last
    /// @throws IndexOutOfBoundsException if there is no such element
    public float get(int... indices) {
        return (float) getDouble(indices);
    }

    /// One element in double precision, see [#get].
    public double getDouble(int... indices) {
        if (indices.length != shape.rank()) {
            throw ShapeException.in("get")
                    .rule("one index per axis")
                    .got(indices.length + " indices for " + shape)
                    .fix("at(...) takes fewer and gives a part of the tensor")
                    .error();
        }
        var position = offset;
        for (var axis = 0; axis < indices.length; axis++) {
            position += Index.checked(indices[axis], axis, shape) * strides[axis];
        }
        return storage.get(position);
    }

    /// The only element of a tensor that has one.
    ///
    /// @throws ShapeException if it has more
    public float item() {
        return (float) itemDouble();
    }

    /// The only element in double precision, see [#item].
    public double itemDouble() {
        Scopes.needNumbers();
        if (elements() != 1) {
            throw ShapeException.in("item")
                    .rule("the tensor has exactly one element")
                    .got(shape + " with " + elements() + " elements")
                    .fix("choose one with get(...), or reduce with sum(), mean(), max()")
                    .error();
        }
        return storage.get(offset);
    }

    /// A copy of the elements in row-major order.
    public float[] toArray() {
        Scopes.needNumbers();
        var copy = (Storage.Floats) new Copy(DType.FLOAT32).forward(this).storage;
        return copy.array();
    }

    /// A copy of the elements in row-major order, in double precision.
    public double[] toDoubleArray() {
        Scopes.needNumbers();
        var copy = (Storage.Doubles) new Copy(DType.FLOAT64).forward(this).storage;
        return copy.array();
    }

    /// A copy of the rows of a tensor of two axes.
    ///
    /// @throws ShapeException if it has not two axes
    public float[][] toRows() {
        if (rank() != 2) {
            throw ShapeException.in("toRows")
                    .rule("the tensor has two axes")
                    .got(shape.toString())
                    .fix("choose a plane with at(...)")
                    .error();
        }
        var rows = new float[size(0)][];
        for (var row = 0; row < rows.length; row++) {
            rows[row] = at(row).toArray();
        }
        return rows;
    }

    /// Whether shape and all numbers are the same; NaN equals NaN.
    public boolean sameAs(Tensor other) {
        return shape.equals(other.shape) && Arrays.equals(toDoubleArray(), other.toDoubleArray());
    }

    /// Whether the shapes are equal and every element differs by at most `tolerance * max(1,
    /// |other|)`.
    public boolean closeTo(Tensor other, double tolerance) {
        if (!shape.equals(other.shape)) {
            return false;
        }
        var mine = toDoubleArray();
        var theirs = other.toDoubleArray();
        for (var i = 0; i < mine.length; i++) {
            var allowed = tolerance * Math.max(1, Math.abs(theirs[i]));
            var equal = Double.compare(mine[i], theirs[i]) == 0 || mine[i] == theirs[i];
            if (!equal && !(Math.abs(mine[i] - theirs[i]) <= allowed)) {
                return false;
            }
        }
        return true;
    }

    /// The shape and the numbers in aligned columns, shortened if there are many.
    @Override
    public String toString() {
        return Printing.text(this);
    }

    /// As text and as an HTML table.
    @Override
    public MimeBundle mime() {
        return MimeBundle.html(HtmlTable.of(this), Printing.text(this));
    }
}
