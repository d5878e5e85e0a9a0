import static dev.cuaderno.Cuaderno.*;
import static dev.cuaderno.datasets.Datasets.*;

import dev.cuaderno.model.Models;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.train.Augmentation;

import java.util.Locale;

/// A training with all of MNIST or Fashion-MNIST: `java Accuracy.java RECIPE SEED`. Prints the
/// accuracy with the test samples. The recipes are those of accuracy_peer.py.
class Accuracy {

    /// @param net the network
    /// @param highest the learning rate at the top of one cycle, of Adam
    /// @param change of the training samples, or nothing
    record Recipe(Layer net, double highest, int batch, int epochs, Augmentation change) {}

    static Layer small() {
        return sequential(
                conv2d(1, 32, 5),
                relu(),
                maxPool2d(2),
                flatten(),
                linear(4608, 128),
                relu(),
                linear(128, 10));
    }

    static Recipe recipe(String name) {
        return switch (name) {
            case "mlp" -> new Recipe(Models.mnistMlp(10), 2e-3, 128, 8, null);
            case "small" -> new Recipe(small(), 3e-3, 128, 6, randomTranslation(1, 1));
            case "large" ->
                    new Recipe(
                            Models.mnistLargeCnn(10),
                            4e-3,
                            128,
                            24,
                            randomAffine().rotation(10).translation(0.07).scale(0.9, 1.1).shear(5));
            case "small-fashion" -> new Recipe(small(), 3e-3, 128, 8, randomFlip());
            case "lenet" -> new Recipe(Run.task("lenet").net(), 3e-3, 128, 2, null);
            default -> throw new IllegalArgumentException("no recipe " + name);
        };
    }

    public static void main(String[] args) {
        var recipe = recipe(args[0]);
        var data = args[0].endsWith("fashion") ? fashionMnist() : mnist();
        var samples = data.allTrain();
        var run =
                fit(recipe.net)
                        .train(recipe.change == null ? samples : samples.augment(recipe.change))
                        .loss(crossEntropy())
                        .metric(accuracy())
                        .optimizer(adam(1e-3))
                        .schedule(oneCycle(recipe.highest))
                        .batch(recipe.batch)
                        .epochs(recipe.epochs)
                        .startOver(Long.parseLong(args[1]))
                        .silent()
                        .run();
        System.out.printf(Locale.ROOT, "accuracy %.4f%n", run.test(data.test()).accuracy());
    }
}
