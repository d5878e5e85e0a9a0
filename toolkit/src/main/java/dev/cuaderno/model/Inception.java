package dev.cuaderno.model;

import static dev.cuaderno.Cuaderno.conv2d;
import static dev.cuaderno.Cuaderno.maxPool2d;
import static dev.cuaderno.Cuaderno.relu;
import static dev.cuaderno.Cuaderno.sequential;

import dev.cuaderno.nn.Hooks;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;

/// The module of GoogLeNet: four branches side by side, joined along the channels. Szegedy et al.,
/// "Going deeper with convolutions" (2015), figure 2.
public record Inception(Layer branch1, Layer branch2, Layer branch3, Layer branch4)
        implements Layer {

    /// The widths of the branches' convolutions, in the order of the paper's table 1.
    public record Widths(int one, int reduce3, int three, int reduce5, int five, int pool) {

        /// The channels that come out.
        public int outputs() {
            return one + three + five + pool;
        }
    }

    /// The module with 1x1 reductions, figure 2b.
    public static Inception of(int inputs, Widths widths) {
        return new Inception(
                sequential(conv2d(inputs, widths.one, 1), relu()),
                sequential(
                        conv2d(inputs, widths.reduce3, 1),
                        relu(),
                        conv2d(widths.reduce3, widths.three, 3).padding(1),
                        relu()),
                sequential(
                        conv2d(inputs, widths.reduce5, 1),
                        relu(),
                        conv2d(widths.reduce5, widths.five, 5).padding(2),
                        relu()),
                sequential(
                        maxPool2d(3).stride(1).padding(1), conv2d(inputs, widths.pool, 1), relu()));
    }

    /// The module without reductions, figure 2a: pooling passes all channels on.
    public static Inception naive(int inputs, Widths widths) {
        return new Inception(
                sequential(conv2d(inputs, widths.one, 1), relu()),
                sequential(conv2d(inputs, widths.three, 3).padding(1), relu()),
                sequential(conv2d(inputs, widths.five, 5).padding(2), relu()),
                maxPool2d(3).stride(1).padding(1));
    }

    @Override
    public Tensor forward(Tensor x) {
        var joined =
                Tensors.concat(
                        1,
                        branch1.forward(x),
                        branch2.forward(x),
                        branch3.forward(x),
                        branch4.forward(x));
        return Hooks.result(this, x, joined);
    }
}
