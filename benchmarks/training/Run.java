import static dev.cuaderno.Cuaderno.*;

import dev.cuaderno.grad.Scopes;
import dev.cuaderno.io.Safetensors;
import dev.cuaderno.model.CifarResNet;
import dev.cuaderno.model.Models;
import dev.cuaderno.nn.Conv2d;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.nn.LayerNorm;
import dev.cuaderno.nn.Linear;
import dev.cuaderno.nn.Mode;
import dev.cuaderno.optim.Descent;
import dev.cuaderno.optim.Optimizer;
import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Tensor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// One workload of the table, for some seconds: `java Run.java WORKLOAD SECONDS`. Prints lines
/// `name value`.
class Run {

    static final int BATCH = 128;

    record Task(Layer net, int[] shape, boolean training, Optimizer rule) {}

    static Task task(String name) {
        var sgd = sgd(0.01).momentum(0.9);
        return switch (name) {
            case "lenet" ->
                    new Task(
                            sequential(
                                    conv2d(1, 32, 5), relu(), maxPool2d(2),
                                    conv2d(32, 64, 5), relu(), maxPool2d(2),
                                    flatten(), linear(1024, 128), relu(), linear(128, 10)),
                            new int[] {BATCH, 1, 28, 28}, true, sgd);
            case "small" ->
                    new Task(
                            sequential(
                                    conv2d(1, 32, 3).padding(1), batchNorm2d(32), relu(),
                                    conv2d(32, 32, 3).padding(1), batchNorm2d(32), relu(), maxPool2d(2),
                                    conv2d(32, 64, 3).padding(1), batchNorm2d(64), relu(),
                                    conv2d(64, 64, 3).padding(1), batchNorm2d(64), relu(), maxPool2d(2),
                                    flatten(), linear(3136, 128), relu(), linear(128, 10)),
                            new int[] {BATCH, 1, 28, 28}, true, sgd);
            case "resnet20", "resnet20-eager" -> new Task(CifarResNet.of(20, 10), new int[] {BATCH, 3, 32, 32}, true, sgd);
            case "resnet20-adam" ->
                    new Task(CifarResNet.of(20, 10), new int[] {BATCH, 3, 32, 32}, true, adam(0.001));
            case "mobile", "mobile-eager" -> new Task(mobile(), new int[] {BATCH, 3, 32, 32}, true, sgd);
            case "transformer" -> new Task(Transformer.of(4, 64, 4), new int[] {BATCH, 1, 28, 28}, true, sgd);
            case "mlp" ->
                    new Task(
                            sequential(linear(784, 512), relu(), linear(512, 512), relu(), linear(512, 10)),
                            new int[] {BATCH, 784}, true, sgd);
            case "resnet18-1" -> new Task(Models.resNet18(1000), new int[] {1, 3, 224, 224}, false, sgd);
            case "resnet18-8" -> new Task(Models.resNet18(1000), new int[] {8, 3, 224, 224}, false, sgd);
            case "vgg16-1" -> new Task(Models.vgg16(1000), new int[] {1, 3, 224, 224}, false, sgd);
            default -> throw new IllegalArgumentException("no workload " + name);
        };
    }

    /// Separable convolutions (MobileNet): a filter for each channel, then one for each pixel.
    static Layer mobile() {
        return sequential(
                conv2d(3, 32, 3).padding(1).noBias(), batchNorm2d(32), relu(),
                separable(32, 64, 1), separable(64, 128, 2), separable(128, 128, 1),
                separable(128, 256, 2), separable(256, 256, 1),
                globalAvgPool(), flatten(), linear(256, 10));
    }

    private static Layer separable(int inputs, int outputs, int stride) {
        return sequential(
                conv2d(inputs, inputs, 3).padding(1).stride(stride).groups(inputs).noBias(), batchNorm2d(inputs), relu(),
                conv2d(inputs, outputs, 1).noBias(), batchNorm2d(outputs), relu());
    }

    /// Attention between all patches of 4x4 pixels, written as one writes a network of one's own: no plan
    /// knows its steps (a small vision transformer, without positions).
    record Transformer(Conv2d patches, List<Block> blocks, LayerNorm norm, Linear classes) implements Layer {

        static Transformer of(int depth, int width, int heads) {
            var blocks = IntStream.range(0, depth).mapToObj(i -> Block.of(width, heads)).toList();
            return new Transformer(conv2d(1, width, 4).stride(4), blocks, layerNorm(width), linear(width, 10));
        }

        @Override
        public Tensor forward(Tensor x) {
            var tokens = patches.forward(x).flatten(2).transpose();
            for (var block : blocks) {
                tokens = block.forward(tokens);
            }
            return classes.forward(norm.forward(tokens).mean(1));
        }
    }

    record Block(LayerNorm before, Linear all, Linear back, LayerNorm between, Layer rest, int heads) implements Layer {

        static Block of(int width, int heads) {
            return new Block(
                    layerNorm(width), linear(width, 3 * width), linear(width, width), layerNorm(width),
                    sequential(linear(width, 2 * width), gelu(), linear(2 * width, width)), heads);
        }

        @Override
        public Tensor forward(Tensor x) {
            var batch = x.size(0);
            var length = x.size(1);
            var width = x.size(2);
            var parts =
                    all.forward(before.forward(x)).reshape(batch, length, 3, heads, width / heads).permute(2, 0, 3, 1, 4);
            var scores = parts.at(0).matmul(parts.at(1).transpose()).times(1 / Math.sqrt((double) width / heads));
            var seen = scores.softmax(-1).matmul(parts.at(2)).transpose(1, 2).reshape(batch, length, width);
            var y = x.plus(back.forward(seen));
            return y.plus(rest.forward(between.forward(y)));
        }
    }

    public static void main(String[] args) throws Exception {
        var seconds = Double.parseDouble(args[1]);
        if (args[0].startsWith("matmul-")) {
            matmul(Integer.parseInt(args[0].substring(7)), seconds);
        } else if (args.length > 2) {
            losses(task(args[0]), Path.of(args[2]));
        } else {
            train(task(args[0]), seconds, args[0].endsWith("-eager"));
        }
    }

    static void matmul(int n, double seconds) {
        var a = new Generator(1).randn(n, n);
        var b = new Generator(2).randn(n, n);
        measure(seconds, 2e-9 * n * n * n, "GFLOP/s", () -> a.matmul(b));
    }

    static void train(Task task, double seconds, boolean eager) {
        task.net.init(1);
        var x = new Generator(3).randn(task.shape);
        if (!task.training) {
            measure(seconds, task.shape[0], "img/s", () -> Scopes.noGrad(() -> task.net.apply(x)));
            return;
        }
        build(task);
        var y = labels(task.shape[0]);
        var descent = task.rule.over(task.net);
        Runnable step = () -> step(task.net, x, y, descent);
        measure(seconds, task.shape[0], "img/s", eager ? () -> layerByLayer(step) : step);
    }

    static void build(Task task) {
        task.net.build(Arrays.copyOfRange(task.shape, 1, task.shape.length));
    }

    static Tensor labels(int count) {
        var labels = new float[count];
        for (var i = 0; i < count; i++) {
            labels[i] = i % 10;
        }
        return tensor(labels);
    }

    static double step(Layer net, Tensor x, Tensor y, Descent descent) {
        return Mode.TRAINING.call(
                () -> {
                    descent.zeroGrad();
                    var loss = crossEntropy(net.apply(x), y);
                    loss.backward();
                    descent.step();
                    return loss.itemDouble();
                });
    }

    /// The median of the second half of the time, and how long the first step took.
    static void measure(double seconds, double amount, String unit, Runnable step) {
        var times = new ArrayList<Double>();
        var begin = System.nanoTime();
        while ((System.nanoTime() - begin) * 1e-9 < seconds || times.size() < 4) {
            var before = System.nanoTime();
            step.run();
            times.add((System.nanoTime() - before) * 1e-9);
        }
        var late = times.subList(times.size() / 2, times.size()).stream().sorted().toList();
        System.out.printf(Locale.ROOT, "%s %.2f%n", unit, amount / late.get(late.size() / 2));
        System.out.printf(Locale.ROOT, "first %.3f%n", times.getFirst());
        System.out.printf(Locale.ROOT, "peak %d%n", peak());
    }

    /// The most memory that this process ever had, in megabytes; 0 where the system does not tell.
    static long peak() {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                            .sum()
                    / 1024;
        } catch (IOException | UncheckedIOException elsewhere) {
            return 0;
        }
    }

    /// Writes weights and batch for the other side to start from, and prints the losses of ten steps.
    static void losses(Task task, Path file) throws Exception {
        build(task);
        task.net.init(1);
        Map<String, Tensor> start = new LinkedHashMap<>();
        task.net.stateDict().forEach((name, value) -> start.put(name, value.detach()));
        var x = new Generator(3).randn(task.shape);
        start.put("x", x);
        Safetensors.write(file, start);
        var descent = task.rule.over(task.net);
        for (var i = 0; i < 10; i++) {
            System.out.printf(
                    Locale.ROOT, "loss %.6f%n", step(task.net, x, labels(task.shape[0]), descent));
        }
    }
}
