package dev.cuaderno;

import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Index;
import dev.cuaderno.tensor.Margin;
import dev.cuaderno.tensor.Padding;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Size2d;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;
import dev.cuaderno.tensor.Window;

import java.util.concurrent.ThreadLocalRandom;

/// Everything a notebook starts from, for one line at its head:
///
/// ```java
/// import static dev.cuaderno.Cuaderno.*;
/// ```
///
/// `tensor(...)` always takes content, `zeros(...)` and its like always a shape.
public final class Cuaderno extends TrainFacade {

    private Cuaderno() {}

    // ---- tensors from their content

    /// A tensor written as a table: columns divided by blanks, rows by line ends, planes by empty
    /// lines. One line alone is a vector. Numbers are written `0.5`, `1e-3` or as fractions, `1/9`.
    ///
    /// ```java
    /// var filter = tensor("""
    ///     1 0
    ///     2 1""");
    /// ```
    ///
    /// @throws dev.cuaderno.tensor.ShapeException if the rows have different lengths
    public static Tensor tensor(String table) {
        return Tensors.parse(table);
    }

    /// A vector: `tensor(1, 2, 3)`.
    public static Tensor tensor(int... values) {
        return Tensors.of(values);
    }

    /// A vector.
    public static Tensor tensor(float... values) {
        return Tensors.of(values);
    }

    /// A vector: `tensor(0.5, 1, -2)`. The numbers become 32-bit ones; `.float64()` on a table or
    /// an array does not bring lost digits back.
    public static Tensor tensor(double... values) {
        return Tensors.of(values);
    }

    /// A matrix.
    public static Tensor tensor(int[][] rows) {
        return Tensors.nested(rows);
    }

    /// A matrix.
    public static Tensor tensor(float[][] rows) {
        return Tensors.nested(rows);
    }

    /// A matrix.
    public static Tensor tensor(double[][] rows) {
        return Tensors.nested(rows);
    }

    /// Planes of rows.
    public static Tensor tensor(int[][][] planes) {
        return Tensors.nested(planes);
    }

    /// Planes of rows.
    public static Tensor tensor(float[][][] planes) {
        return Tensors.nested(planes);
    }

    /// Planes of rows.
    public static Tensor tensor(double[][][] planes) {
        return Tensors.nested(planes);
    }

    /// A batch of planes of rows.
    public static Tensor tensor(int[][][][] batch) {
        return Tensors.nested(batch);
    }

    /// A batch of planes of rows.
    public static Tensor tensor(float[][][][] batch) {
        return Tensors.nested(batch);
    }

    /// A batch of planes of rows.
    public static Tensor tensor(double[][][][] batch) {
        return Tensors.nested(batch);
    }

    // ---- tensors from their shape

    /// The sizes of a tensor's axes.
    public static Shape shape(int... sizes) {
        return Shape.of(sizes);
    }

    /// Zeros.
    public static Tensor zeros(int... shape) {
        return full(0, shape);
    }

    /// Ones.
    public static Tensor ones(int... shape) {
        return full(1, shape);
    }

    /// The same number everywhere; without sizes, a tensor of a single number.
    public static Tensor full(double value, int... shape) {
        return Tensors.full(value, DType.FLOAT32, Shape.of(shape));
    }

    /// The identity matrix.
    public static Tensor eye(int size) {
        return Tensors.eye(size);
    }

    /// 0, 1, ... before `to`.
    public static Tensor arange(double to) {
        return Tensors.arange(0, to, 1);
    }

    /// `from`, `from + 1`, ... before `to`.
    public static Tensor arange(double from, double to) {
        return Tensors.arange(from, to, 1);
    }

    /// `from`, `from + step`, ... before `to`.
    public static Tensor arange(double from, double to, double step) {
        return Tensors.arange(from, to, step);
    }

    /// `count` numbers at equal distances from `from` to `to`, both among them.
    public static Tensor linspace(double from, double to, int count) {
        return Tensors.linspace(from, to, count);
    }

    /// Uniform numbers from 0 to 1, others each time; `generator(seed).rand(...)` repeats them.
    public static Tensor rand(int... shape) {
        return generator(ThreadLocalRandom.current().nextLong()).rand(shape);
    }

    /// Normal numbers with mean 0 and standard deviation 1, others each time;
    /// `generator(seed).randn(...)` repeats them.
    public static Tensor randn(int... shape) {
        return generator(ThreadLocalRandom.current().nextLong()).randn(shape);
    }

    /// Random numbers that depend on the seed alone: `generator(42).randn(2, 3)`.
    public static Generator generator(long seed) {
        return new Generator(seed);
    }

    // ---- tensors from tensors

    /// Tensors one behind the other along an axis.
    public static Tensor concat(int axis, Tensor... parts) {
        return Tensors.concat(axis, parts);
    }

    /// Tensors of one shape side by side along a new axis.
    public static Tensor stack(int axis, Tensor... parts) {
        return Tensors.stack(axis, parts);
    }

    /// Sums of products told by letters for axes: `einsum("ij,jk->ik", a, b)` multiplies matrices,
    /// `einsum("bij->bi", x)` sums rows, `einsum("ii->i", a)` is a diagonal.
    public static Tensor einsum(String equation, Tensor... operands) {
        return Tensors.einsum(equation, operands);
    }

    /// `a` where the mask is not 0, `b` elsewhere.
    public static Tensor where(Tensor mask, Tensor a, Tensor b) {
        return a.where(mask, b);
    }

    // ---- what at(...) takes

    /// The whole axis.
    public static Index all() {
        return new Index.All();
    }

    /// The elements from `from` before `to`; negative ends count from the end.
    public static Index range(int from, int to) {
        return new Index.Range(from, to, 1);
    }

    /// Every `step`-th element from `from` before `to`.
    public static Index range(int from, int to, int step) {
        return new Index.Range(from, to, step);
    }

    /// As many whole axes as are left over.
    public static Index ellipsis() {
        return new Index.Ellipsis();
    }

    /// A new axis of size 1.
    public static Index newAxis() {
        return new Index.NewAxis();
    }

    // ---- how a window moves

    /// A window that moves by `step` cells.
    public static Window stride(int step) {
        return Window.DEFAULT.stride(step);
    }

    /// A window that moves by `rows` down and `columns` to the right.
    public static Window stride(int rows, int columns) {
        return Window.DEFAULT.stride(rows, columns);
    }

    /// A window over an image with `cells` zeros on each side.
    public static Window padding(int cells) {
        return Window.DEFAULT.padding(cells);
    }

    /// A window over an image with `cells` more on each side.
    public static Window padding(int cells, Padding mode) {
        return Window.DEFAULT.padding(cells, mode);
    }

    /// A window over an image with zeros: `rows` above and below, `columns` left and right.
    public static Window padding(int rows, int columns) {
        return Window.DEFAULT.padding(rows, columns);
    }

    /// A kernel whose elements lie `distance` cells apart.
    public static Window dilation(int distance) {
        return Window.DEFAULT.dilation(distance);
    }

    /// Channels in `count` independent groups.
    public static Window groups(int count) {
        return Window.DEFAULT.groups(count);
    }

    /// A window of which a part past the end of the image counts.
    public static Window ceil() {
        return Window.DEFAULT.ceil();
    }

    /// Only windows that lie wholly inside the image: what happens without any window given.
    public static Window valid() {
        return Window.DEFAULT;
    }

    /// As many zeros around the image as keep its size (with step 1).
    public static Window same() {
        return same(new Padding.Zero());
    }

    /// As many cells around the image as keep its size (with step 1).
    public static Window same(Padding mode) {
        return Window.DEFAULT.margin(new Margin.Same(), mode);
    }

    /// As many zeros around the image as let every window count that touches it.
    public static Window full() {
        return full(new Padding.Zero());
    }

    /// As many cells around the image as let every window count that touches it.
    public static Window full(Padding mode) {
        return Window.DEFAULT.margin(new Margin.Full(), mode);
    }

    /// How many windows fit along an axis: ⌊(size + 2P − D(kernel−1) − 1)/S⌋ + 1.
    public static int outputSize(int size, int kernel, Window window) {
        var sliding = window.overColumns(size, kernel, Size2d.square(1));
        return sliding.check("outputSize", "H", "size " + size + ", kernel " + kernel).count();
    }

    // ---- what lies outside an image

    /// Zeros.
    public static Padding zero() {
        return new Padding.Zero();
    }

    /// One value.
    public static Padding constant(double value) {
        return new Padding.Constant(value);
    }

    /// The nearest cell of the edge.
    public static Padding clamp() {
        return new Padding.Clamp();
    }

    /// The image again, as on a torus.
    public static Padding wrap() {
        return new Padding.Wrap();
    }

    /// The image mirrored in its edge cell, which is not repeated.
    public static Padding mirror() {
        return new Padding.Mirror();
    }

    /// The image mirrored in its border: the edge cell is repeated.
    public static Padding symmetric() {
        return new Padding.Symmetric();
    }

    /// The image turned about its edge cell, which continues a slope.
    public static Padding extension() {
        return new Padding.Extension();
    }
}
