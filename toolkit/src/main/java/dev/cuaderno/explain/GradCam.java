package dev.cuaderno.explain;

import static dev.cuaderno.words.Words.say;

import dev.cuaderno.grad.Gradients;
import dev.cuaderno.grad.Scopes;
import dev.cuaderno.nn.Activations;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import java.util.List;

/// Grad-CAM: L = max(0, Σₖ αₖAᵏ) with αₖ the mean over all places of ∂score/∂Aᵏ, for the planes Aᵏ
/// of a layer; R. R. Selvaraju et al., "Grad-CAM: Visual Explanations from Deep Networks via
/// Gradient-based Localization", 2017, equations 1 and 2.
final class GradCam {

    private GradCam() {}

    /// @param image `[C, H, W]`
    /// @param wanted a class, or −1 for the one with the highest score
    /// @param layer whose planes are weighed; empty for the last that has more than one place
    static Heatmap of(Layer net, Tensor image, int wanted, String layer) {
        Views.checkImage("gradCam", image);
        return Scopes.grad(() -> Scopes.evaluating(() -> computed(net, image, wanted, layer)));
    }

    private static Heatmap computed(Layer net, Tensor image, int wanted, String layer) {
        var x = image.detach().unsqueeze(0).requiresGrad();
        var run = Activations.record(net, x);
        var scores = Views.scores(run.output());
        var target = Views.target(scores, wanted);
        var name = layer.isEmpty() ? last(run) : layer;
        var planes = run.get(name);
        var slope = Gradients.of(scores.at(target), false, List.of(planes)).getFirst();
        var weights = slope.mean(2, 3).reshape(-1, 1, 1);
        var map = weights.times(planes.detach().at(0)).sum(0).relu();
        return new Heatmap(
                say("Grad-CAM of %s", name),
                image,
                enlarged(map, image.size(1), image.size(2)),
                target,
                Views.probability(scores, target),
                List.of());
    }

    private static String last(Activations run) {
        for (var name : run.names().reversed()) {
            var y = run.get(name);
            if (y.rank() == 4 && y.size(2) * y.size(3) > 1) {
                return name;
            }
        }
        throw new IllegalArgumentException(
                "gradCam: no layer gives planes [N, C, H, W] of more than one place; there are "
                        + String.join(", ", run.names()));
    }

    /// A plane enlarged bilinearly; both pictures have the same borders.
    static Tensor enlarged(Tensor plane, int height, int width) {
        var values = new float[height * width];
        for (var row = 0; row < height; row++) {
            var y = place(row, height, plane.size(0));
            var above = (int) y;
            var below = Math.min(above + 1, plane.size(0) - 1);
            for (var column = 0; column < width; column++) {
                var x = place(column, width, plane.size(1));
                var before = (int) x;
                var behind = Math.min(before + 1, plane.size(1) - 1);
                var top = between(plane, above, before, behind, x - before);
                var bottom = between(plane, below, before, behind, x - before);
                values[row * width + column] = (float) (top + (y - above) * (bottom - top));
            }
        }
        return Tensor.of(new Storage.Floats(values), Shape.of(height, width));
    }

    /// Where the middle of a pixel lies among the middles of the plane's cells.
    private static double place(int index, int size, int cells) {
        return Math.clamp((index + 0.5) * cells / size - 0.5, 0, cells - 1.0);
    }

    private static double between(Tensor plane, int row, int before, int behind, double share) {
        var a = plane.getDouble(row, before);
        return a + share * (plane.getDouble(row, behind) - a);
    }
}
