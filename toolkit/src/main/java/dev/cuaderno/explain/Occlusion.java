package dev.cuaderno.explain;

import static dev.cuaderno.words.Words.say;

import dev.cuaderno.grad.Scopes;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How much the probability of a class falls when a square of the picture is covered by the mean
/// colour: each pixel gets the mean over all squares that cover it. M. D. Zeiler and R. Fergus,
/// "Visualizing and Understanding Convolutional Networks", 2014, section 4.2.
final class Occlusion {

    /// Pictures that the network answers for together.
    private static final int BATCH = 32;

    private final Layer net;
    private final Tensor image;
    private final int patch;
    private final int step;

    private Occlusion(Layer net, Tensor image, int patch, int step) {
        this.net = net;
        this.image = image;
        this.patch = patch;
        this.step = step;
    }

    /// @param image `[C, H, W]`
    /// @param wanted a class, or −1 for the one with the highest score
    static Heatmap of(Layer net, Tensor image, int wanted, int patch, int step) {
        Views.checkImage("occlusion", image);
        if (patch < 1
                || step < 1
                || step > patch
                || patch > Math.min(image.size(1), image.size(2))) {
            throw new IllegalArgumentException(
                    "occlusion: squares of 1 to %d pixels that move by 1 pixel to their own size, not %d by %d"
                            .formatted(Math.min(image.size(1), image.size(2)), patch, step));
        }
        var occlusion = new Occlusion(net, image.detach().contiguous(), patch, step);
        return Scopes.noGrad(() -> Scopes.evaluating(() -> occlusion.map(wanted)));
    }

    private Heatmap map(int wanted) {
        var scores = Views.scores(net.apply(image.unsqueeze(0)));
        var target = Views.target(scores, wanted);
        var whole = Views.probability(scores, target);
        var tops = places(image.size(1));
        var lefts = places(image.size(2));
        var sums = new double[image.size(1) * image.size(2)];
        var counts = new int[sums.length];
        var covered = new ArrayList<int[]>();
        for (var top : tops) {
            for (var left : lefts) {
                covered.add(new int[] {top, left});
            }
        }
        for (var from = 0; from < covered.size(); from += BATCH) {
            var some = covered.subList(from, Math.min(covered.size(), from + BATCH));
            var pictures = some.stream().map(one -> cover(one[0], one[1])).toArray(Tensor[]::new);
            var answers = net.apply(Tensors.stack(0, pictures));
            for (var i = 0; i < some.size(); i++) {
                var fall = whole - Views.probability(answers.at(i), target);
                spread(fall, some.get(i)[0], some.get(i)[1], sums, counts);
            }
        }
        var values = new float[sums.length];
        for (var i = 0; i < sums.length; i++) {
            values[i] = (float) (sums[i] / counts[i]);
        }
        var map = Tensor.of(new Storage.Floats(values), Shape.of(image.size(1), image.size(2)));
        var method = say("occlusion by %dx%d", patch, patch);
        return new Heatmap(method, image, map, target, whole, List.of());
    }

    /// Where squares begin, the last at the picture's end.
    private List<Integer> places(int size) {
        var places = new ArrayList<Integer>();
        for (var at = 0; at < size - patch; at += step) {
            places.add(at);
        }
        places.add(size - patch);
        return places;
    }

    private Tensor cover(int top, int left) {
        var values = image.toArray();
        var height = image.size(1);
        var width = image.size(2);
        for (var channel = 0; channel < image.size(0); channel++) {
            var mean = image.at(channel).mean().item();
            for (var row = top; row < top + patch; row++) {
                var from = (channel * height + row) * width + left;
                Arrays.fill(values, from, from + patch, mean);
            }
        }
        return Tensor.of(new Storage.Floats(values), image.shape());
    }

    private void spread(double fall, int top, int left, double[] sums, int... counts) {
        for (var row = top; row < top + patch; row++) {
            for (var column = left; column < left + patch; column++) {
                sums[row * image.size(2) + column] += fall;
                counts[row * image.size(2) + column]++;
            }
        }
    }
}
