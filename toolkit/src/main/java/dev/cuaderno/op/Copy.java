package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.grad.GradientMemory;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Walk;

import java.util.Arrays;

/// y = x in new memory, row by row, with numbers of a given type. ∂L/∂x = ∂L/∂y, in x's type.
public record Copy(DType dtype) implements Op {

    @Override
    public String name() {
        return dtype.toString();
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        var x = inputs[0];
        // A storage of its own from end to end: a parameter may be made of it.
        var y =
                dtype == DType.FLOAT32
                        ? GradientMemory.take(x.elements())
                        : dtype.allocate(x.elements());
        if (!(y instanceof Storage.Floats floats && copy(x, floats.array()))) {
            inRuns(x, y);
        }
        return Tensor.of(y, x.shape());
    }

    /// Copies what lies in one of the ways that are worth ways of their own.
    private static boolean copy(Tensor x, float[] y) {
        var turned = TurnedCopy.of(x);
        if (turned != null) {
            turned.into(y, 0);
            return true;
        }
        var runs = RunCopy.of(x);
        if (runs != null) {
            runs.into(y);
        }
        return runs != null;
    }

    private static void inRuns(Tensor x, Storage y) {
        Walk.inParts(
                (index, at, steps, length) -> copy(x.storage(), at[0], steps[0], y, index, length),
                x);
    }

    private static void copy(Storage x, int at, int step, Storage y, int to, int length) {
        if (x instanceof Storage.Floats from && y instanceof Storage.Floats into) {
            copy(from.array(), at, step, into.array(), to, length);
        } else {
            for (var i = 0; i < length; i++) {
                y.set(to + i, x.get(at + i * step));
            }
        }
    }

    private static void copy(float[] x, int at, int step, float[] y, int to, int length) {
        if (step == 1) {
            System.arraycopy(x, at, y, to, length);
        } else if (step == 0) {
            Arrays.fill(y, to, to + length, x[at]);
        } else {
            for (var i = 0; i < length; i++) {
                y[to + i] = x[at + i * step];
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
        return at.gradient().to(at.input(0).dtype());
    }
}
