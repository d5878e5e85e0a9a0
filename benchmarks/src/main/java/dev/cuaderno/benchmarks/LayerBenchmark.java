package dev.cuaderno.benchmarks;

import static dev.cuaderno.Cuaderno.batchNorm2d;
import static dev.cuaderno.Cuaderno.conv2d;
import static dev.cuaderno.Cuaderno.layerByLayer;
import static dev.cuaderno.Cuaderno.maxPool2d;
import static dev.cuaderno.Cuaderno.relu;
import static dev.cuaderno.Cuaderno.sequential;

import dev.cuaderno.grad.Scopes;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.plan.Planned;
import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Tensor;

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

import java.util.concurrent.TimeUnit;

/// One convolution with what follows it, on a plan and layer by layer: 32 images of 64 channels and
/// 28x28 pixels, 2.4 GFLOP forward.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class LayerBenchmark {

    /// How it runs.
    @Param({"planned", "eager"})
    private String way = "planned";

    private final Tensor x = new Generator(1).randn(32, 64, 28, 28);
    private Layer layer;

    /// Takes the way that the parameter names.
    @Setup
    public void choose() {
        var net =
                sequential(
                                conv2d(64, 64, 3).padding(1).noBias(),
                                batchNorm2d(64),
                                relu(),
                                maxPool2d(2))
                        .init(1);
        layer = way.equals("planned") ? Planned.of(net) : x -> layerByLayer(() -> net.forward(x));
    }

    /// Inference.
    @Benchmark
    public Tensor forward() {
        return Scopes.noGrad(() -> layer.forward(x));
    }

    /// A training step without its optimiser.
    @Benchmark
    public Tensor forwardAndBackward() {
        return Scopes.training(
                () -> {
                    var loss = layer.forward(x).mean();
                    loss.backward();
                    return loss;
                });
    }
}
