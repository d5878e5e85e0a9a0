package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Index;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import java.util.Arrays;

/// Tensors one behind the other along an axis; all other sizes are equal. Each gets back its part
/// of the gradient.
public record Join(int axis) implements Op {

    @Override
    public String name() {
        return "concat";
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        var shape = joined(inputs);
        if (Arrays.stream(inputs).noneMatch(MemoryOrder::isChannelsLast)) {
            return joined(shape, shape.axis(axis), inputs);
        }
        var pixels = new Tensor[inputs.length];
        for (var i = 0; i < inputs.length; i++) {
            pixels[i] = MemoryOrder.pixels(inputs[i]);
        }
        var order = new int[] {0, 3, 1, 2};
        var turned = Shape.of(shape.size(0), shape.size(2), shape.size(3), shape.size(1));
        return MemoryOrder.images(joined(turned, order[shape.axis(axis)], pixels));
    }

    private static Tensor joined(Shape shape, int along, Tensor... inputs) {
        var inner = shape.slice(along + 1, shape.rank()).elements();
        var outer = shape.slice(0, along).elements();
        var dtype = DType.FLOAT32;
        for (var input : inputs) {
            dtype = DType.widest(dtype, input.dtype());
        }
        var y =
                dtype == DType.FLOAT32
                        ? MemoryOrder.rows(shape)
                        : Tensor.of(dtype.allocate(shape.elements()), shape);
        var dense = new Tensor[inputs.length];
        var starts = new int[inputs.length];
        for (var i = 0; i < inputs.length; i++) {
            dense[i] = inputs[i].contiguous();
            var before = i == 0 ? 0 : starts[i - 1] + dense[i - 1].size(along) * inner;
            starts[i] = before;
        }
        FloatWindows.overPlanes(
                outer * inputs.length,
                shape.elements() / outer / inputs.length,
                piece -> {
                    var i = piece % inputs.length;
                    var block = piece / inputs.length;
                    var x = dense[i];
                    var length = x.size(along) * inner;
                    var from = x.offset() + block * length;
                    var to = y.offset() + block * shape.size(along) * inner + starts[i];
                    copy(x.storage(), from, y.storage(), to, length);
                });
        return y;
    }

    private static void copy(Storage x, int at, Storage y, int to, int length) {
        if (x instanceof Storage.Floats from && y instanceof Storage.Floats into) {
            System.arraycopy(from.array(), at, into.array(), to, length);
        } else {
            for (var i = 0; i < length; i++) {
                y.set(to + i, x.get(at + i));
            }
        }
    }

    private Shape joined(Tensor... inputs) {
        if (inputs.length == 0) {
            throw new IllegalArgumentException("concat: at least one tensor is needed");
        }
        var first = inputs[0].shape();
        var total = 0;
        for (var input : inputs) {
            var shape = input.shape();
            if (shape.rank() != first.rank() || !shape.with(axis, 1).equals(first.with(axis, 1))) {
                throw ShapeException.in(name())
                        .rule("all sizes but that of axis " + axis + " are equal")
                        .got(first + " and " + shape)
                        .fix("another axis, or stack(...) for a new one")
                        .error();
            }
            total += shape.size(axis);
        }
        return first.with(axis, total);
    }

    @Override
    public boolean needsInput(int index) {
        return false;
    }

    @Override
    public boolean needsResult() {
        return false;
    }

    @Override
    public Tensor backward(int index, Flow at) {
        var start = 0;
        for (var i = 0; i < index; i++) {
            start += at.input(i).size(axis);
        }
        var part = new Object[at.gradient().rank()];
        Arrays.fill(part, new Index.All());
        var size = at.input(index).size(axis);
        part[at.gradient().shape().axis(axis)] = new Index.Range(start, start + size, 1);
        return at.gradient().at(part);
    }
}
