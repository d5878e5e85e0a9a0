package dev.cuaderno.benchmarks;

import dev.cuaderno.kernels.ElementKernels;
import dev.cuaderno.kernels.Kernels;
import dev.cuaderno.kernels.Matrix;
import dev.cuaderno.kernels.ScalarElements;
import dev.cuaderno.kernels.ScalarKernels;
import dev.cuaderno.kernels.Unary;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.Random;
import java.util.concurrent.TimeUnit;

/// The loops behind plain tensors, both implementations of the seam.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class KernelBenchmark {

    private static final int NUMBERS = 100_000;
    private static final int SIDE = 384;

    /// Which implementation.
    @Param({"vector", "scalar"})
    private String kernels = "vector";

    private Kernels chosen;
    private ElementKernels elements;
    private final float[] x = numbers(NUMBERS);
    private final float[] y = new float[NUMBERS];
    private final float[] a = numbers(SIDE * SIDE);
    private final float[] b = numbers(SIDE * SIDE);
    private final float[] c = new float[SIDE * SIDE];

    private static float[] numbers(int count) {
        var random = new Random(1);
        var numbers = new float[count];
        for (var i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    /// Takes the implementation that the parameter names.
    @Setup
    public void choose() {
        var vectors = kernels.equals("vector");
        chosen = vectors ? Kernels.active() : new ScalarKernels();
        elements = vectors ? ElementKernels.active() : new ScalarElements();
    }

    /// max(0, x) of 100,000 numbers.
    @Benchmark
    public float[] relu() {
        elements.unary(Unary.RELU, x, 0, y, 0, NUMBERS);
        return y;
    }

    /// eˣ of 100,000 numbers.
    @Benchmark
    public float[] exp() {
        elements.unary(Unary.EXP, x, 0, y, 0, NUMBERS);
        return y;
    }

    /// x·Φ(x) of 100,000 numbers.
    @Benchmark
    public float[] gelu() {
        elements.unary(Unary.GELU, x, 0, y, 0, NUMBERS);
        return y;
    }

    /// The product of two matrices of 384x384, 113 million operations.
    @Benchmark
    public float[] matmul() {
        var left = Matrix.rows(a, 0, SIDE);
        var right = Matrix.rows(b, 0, SIDE);
        chosen.matmul(SIDE, SIDE, SIDE, left, right, c, 0);
        return c;
    }
}
