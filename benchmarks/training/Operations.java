import static dev.cuaderno.Cuaderno.*;

import dev.cuaderno.grad.Scopes;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.nn.Mode;
import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Single operations, layer by layer: `java Operations.java SECONDS PATTERN`. Prints lines
/// `name forward step`, in milliseconds: the result alone, and the result with all its gradients.
/// The operations are those of operations_peer.py.
class Operations {

    private static final int[] MILLIONS = {32, 64, 40, 40};

    record Case(Layer layer, int... input) {}

    private static final Map<String, Case> CASES = new LinkedHashMap<>();

    private static void add(String name, Layer layer, int... input) {
        CASES.put(name, new Case(layer, input));
    }

    static {
        add("conv3x3-64@56", conv2d(64, 64, 3).padding(1), 32, 64, 56, 56);
        add("conv3x3-stride2-64-128@56", conv2d(64, 128, 3).padding(1).stride(2), 32, 64, 56, 56);
        add("conv3x3-dilation2-64@28", conv2d(64, 64, 3).padding(2).dilation(2), 32, 64, 28, 28);
        add("conv3x3-17-33@19", conv2d(17, 33, 3).padding(1), 32, 17, 19, 19);
        add("conv3x3-mirror-32@28", conv2d(32, 32, 3).padding(1, mirror()), 32, 32, 28, 28);
        add("conv1x1-64-256@28", conv2d(64, 256, 1), 32, 64, 28, 28);
        add("conv5x5-1-32@28", conv2d(1, 32, 5), 128, 1, 28, 28);
        add("conv7x7-stride2-3-64@112", conv2d(3, 64, 7).padding(3).stride(2), 16, 3, 112, 112);
        add("conv11x11-stride4-3-96@227", conv2d(3, 96, 11).stride(4), 4, 3, 227, 227);
        add("depthwise3x3-64@56", conv2d(64, 64, 3).padding(1).groups(64), 32, 64, 56, 56);
        add("depthwise3x3-256@14", conv2d(256, 256, 3).padding(1).groups(256), 32, 256, 14, 14);
        add("depthwise5x5-128@28", conv2d(128, 128, 5).padding(2).groups(128), 32, 128, 28, 28);
        add("groups4-3x3-64@28", conv2d(64, 64, 3).padding(1).groups(4), 32, 64, 28, 28);
        add("groups32-3x3-128@14", conv2d(128, 128, 3).padding(1).groups(32), 32, 128, 14, 14);
        add("transposed2x2-64-32@28", transposedConv2d(64, 32, 2).stride(2), 32, 64, 28, 28);
        add("transposed4x4-64-32@14", transposedConv2d(64, 32, 4).stride(2).padding(1), 32, 64, 14, 14);
        add("conv1d5-64@256", conv1d(64, 64, 5).padding(2), 32, 64, 256);
        add("linear-784-512", linear(784, 512), 128, 784);
        add("linear-64-64", linear(64, 64), 4096, 64);
        add("linear-9216-4096-one", linear(9216, 4096), 1, 9216);
        add("matmul-64-of-128", x -> x.matmul(x), 64, 128, 128);
        add("batchNorm2d-64@28", batchNorm2d(64), 32, 64, 28, 28);
        add("batchNorm1d-512", batchNorm1d(512), 128, 512);
        add("layerNorm-512", layerNorm(512), 4096, 512);
        add("groupNorm-8-64@28", groupNorm(8, 64), 32, 64, 28, 28);
        add("localResponseNorm-64@28", localResponseNorm(5), 32, 64, 28, 28);
        add("maxPool2-64@56", maxPool2d(2), 32, 64, 56, 56);
        add("maxPool3-64@56", maxPool2d(3).stride(2).padding(1), 32, 64, 56, 56);
        add("avgPool2-64@56", avgPool2d(2), 32, 64, 56, 56);
        add("adaptiveAvgPool7-64@56", adaptiveAvgPool2d(7), 32, 64, 56, 56);
        add("globalAvgPool-512@7", globalAvgPool(), 64, 512, 7, 7);
        add("relu", relu(), MILLIONS);
        add("gelu", gelu(), MILLIONS);
        add("silu", silu(), MILLIONS);
        add("elu", elu(1), MILLIONS);
        add("tanh", tanh(), MILLIONS);
        add("sigmoid", sigmoid(), MILLIONS);
        add("softplus", softplus(), MILLIONS);
        add("exp", Tensor::exp, MILLIONS);
        add("clamp", x -> x.clamp(-1, 1), MILLIONS);
        add("power", x -> x.abs().pow(2.5), MILLIONS);
        add("where", x -> x.where(x.gt(0), x.times(2)), MILLIONS);
        add("dropout", dropout(0.5), MILLIONS);
        add("softmax-1000", softmax(), 1024, 1000);
        add("logSoftmax-1000", logSoftmax(), 1024, 1000);
        add("sum-first", x -> x.sum(0), 2048, 1024);
        add("sum-last", x -> x.sum(1), 2048, 1024);
        add("max-last", x -> x.max(1), 2048, 1024);
        add("mean-pixels", x -> x.mean(2, 3), MILLIONS);
        add("transpose", x -> x.transpose().times(2), 2048, 2048);
        add("concat", x -> concat(1, x, x), MILLIONS);
        add("cumsum", x -> x.cumsum(1), 2048, 1024);
        add("sort", x -> x.sort(1), 1024, 1000);
        add("small-relu", relu(), 128, 10);
        add("small-chain", x -> x.matmul(x).plus(x).relu().times(2).sum(), 8, 8);
    }

    public static void main(String[] args) {
        var seconds = Double.parseDouble(args[0]);
        var pattern = Pattern.compile(args.length > 1 ? args[1] : "");
        CASES.forEach(
                (name, one) -> {
                    if (pattern.matcher(name).find()) {
                        measure(name, one, seconds);
                    }
                });
        System.exit(0);
    }

    private static void measure(String name, Case one, double seconds) {
        var times = times(one, seconds, false);
        if (one.input.length == 4) {
            var others = times(one, seconds, true);
            times = new Times(Math.min(times.forward, others.forward), Math.min(times.step, others.step));
        }
        System.out.printf(Locale.ROOT, "%s %.4f %.4f%n", name, times.forward, times.step);
    }

    private record Times(double forward, double step) {}

    /// @param last whether the channels of a pixel lie side by side
    private static Times times(Case one, double seconds, boolean last) {
        var images = new Generator(3).randn(one.input);
        var x = last ? byPixels(images) : images;
        var leaf = (last ? x.permute(0, 2, 3, 1) : x).requiresGrad();
        var result = Scopes.noGrad(() -> one.layer.apply(x)).shape();
        var given = new Generator(4).randn(result.sizes());
        var gradient = last && result.rank() == 4 ? byPixels(given) : given;
        // The way with gradients comes first: it has the compiler see the other one as well.
        var step =
                median(
                        seconds,
                        () ->
                                Mode.TRAINING.call(
                                        () -> {
                                            one.layer.parameters().values().forEach(p -> p.value().zeroGrad());
                                            leaf.zeroGrad();
                                            var input = last ? leaf.permute(0, 3, 1, 2) : leaf;
                                            one.layer.apply(input).backward(gradient);
                                            return leaf.grad();
                                        }));
        return new Times(median(seconds / 3, () -> Scopes.noGrad(() -> one.layer.apply(x))), step);
    }

    private static Tensor byPixels(Tensor images) {
        return images.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
    }

    /// The median of the second half of the time, in milliseconds.
    private static double median(double seconds, Runnable work) {
        var times = new ArrayList<Double>();
        var begin = System.nanoTime();
        while ((System.nanoTime() - begin) * 1e-9 < seconds || times.size() < 6) {
            var before = System.nanoTime();
            work.run();
            times.add((System.nanoTime() - before) * 1e-6);
        }
        var late = times.subList(times.size() / 2, times.size()).stream().sorted().toList();
        return late.get(late.size() / 2);
    }
}
