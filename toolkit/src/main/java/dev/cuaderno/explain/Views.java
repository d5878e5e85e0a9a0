package dev.cuaderno.explain;

import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

/// What the views of networks have in common.
final class Views {

    private Views() {}

    static void checkImage(String view, Tensor image) {
        if (image.rank() != 3) {
            throw ShapeException.in(view)
                    .rule("one image [C, H, W]")
                    .got("image " + image.shape())
                    .fix("at(i) takes one of a batch, unsqueeze(0) adds the axis of a grey one")
                    .error();
        }
    }

    /// The scores of the only sample.
    static Tensor scores(Tensor output) {
        if (output.rank() != 2 || output.size(0) != 1) {
            throw ShapeException.in("scores")
                    .rule("a network that gives one score for each class, [N, classes]")
                    .got("result " + output.shape())
                    .error();
        }
        return output.at(0);
    }

    static int target(Tensor scores, int wanted) {
        if (wanted >= scores.size(0)) {
            throw new IllegalArgumentException(
                    "class %d of %d: they count from 0".formatted(wanted, scores.size(0)));
        }
        return wanted < 0 ? (int) scores.detach().argmax().itemDouble() : wanted;
    }

    /// The softmax of scores at one class.
    static double probability(Tensor scores, int target) {
        return scores.detach().float64().softmax(0).getDouble(target);
    }
}
