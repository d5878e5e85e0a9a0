package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.grad.GradientMemory;
import dev.cuaderno.kernels.Binary;
import dev.cuaderno.kernels.ElementKernels;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Walk;

/// Zeros of a shape in which one part holds x: the transpose of [Slice], and so each is the other's
/// derivative.
public record PutSlice(Slice part, Shape shape) implements Op {

    @Override
    public String name() {
        return "putSlice";
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        var x = inputs[0];
        var zeros =
                x.dtype() == DType.FLOAT32
                        ? GradientMemory.zeros(shape.elements())
                        : x.dtype().allocate(shape.elements());
        var y = Tensor.of(zeros, shape);
        // Different elements of x go to different places, whoever puts them there.
        Walk.inParts(
                (_, at, steps, length) ->
                        copy(x.storage(), at[1], steps[1], y.storage(), at[0], steps[0], length),
                part.forward(y),
                x);
        return y;
    }

    /// Adds x to a part of `sum`, which nobody else sees, in place.
    public static void add(Slice part, Tensor x, Tensor sum) {
        Walk.inParts(
                (_, at, steps, length) ->
                        add(x.storage(), at[1], steps[1], sum.storage(), at[0], steps[0], length),
                part.forward(sum),
                x);
    }

    private static void add(
            Storage x, int from, int step, Storage y, int to, int pitch, int length) {
        if (x instanceof Storage.Floats in
                && y instanceof Storage.Floats out
                && step == 1
                && pitch == 1) {
            ElementKernels.active()
                    .binary(
                            Binary.PLUS,
                            out.array(),
                            to,
                            1,
                            in.array(),
                            from,
                            1,
                            out.array(),
                            to,
                            length);
        } else {
            for (var i = 0; i < length; i++) {
                y.set(to + i * pitch, y.get(to + i * pitch) + x.get(from + i * step));
            }
        }
    }

    private static void copy(
            Storage x, int from, int step, Storage y, int to, int pitch, int length) {
        if (x instanceof Storage.Floats in && y instanceof Storage.Floats out) {
            copy(in.array(), from, step, out.array(), to, pitch, length);
        } else {
            for (var i = 0; i < length; i++) {
                y.set(to + i * pitch, x.get(from + i * step));
            }
        }
    }

    private static void copy(
            float[] x, int from, int step, float[] y, int to, int pitch, int length) {
        if (step == 1 && pitch == 1) {
            System.arraycopy(x, from, y, to, length);
        } else {
            for (var i = 0; i < length; i++) {
                y[to + i * pitch] = x[from + i * step];
            }
        }
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
        return part.apply(at.gradient());
    }
}
