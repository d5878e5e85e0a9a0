package dev.cuaderno.model;

import static dev.cuaderno.Cuaderno.avgPool2d;
import static dev.cuaderno.Cuaderno.conv2d;
import static dev.cuaderno.Cuaderno.flatten;
import static dev.cuaderno.Cuaderno.globalAvgPool;
import static dev.cuaderno.Cuaderno.linear;
import static dev.cuaderno.Cuaderno.localResponseNorm;
import static dev.cuaderno.Cuaderno.maxPool2d;
import static dev.cuaderno.Cuaderno.relu;
import static dev.cuaderno.Cuaderno.sequential;

import dev.cuaderno.model.Inception.Widths;
import dev.cuaderno.nn.Dropout;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.tensor.Tensor;

/// The network of inception modules, 22 layers with weights deep; Szegedy et al., "Going deeper
/// with convolutions" (2015), table 1: with biases, without batch normalisation, for 224x224
/// images.
///
/// @param aux1 the helper that classifies after module 4a while training, or `null`
/// @param aux2 the helper after module 4d, or `null`
public record GoogLeNet(
        Layer stem,
        Inception inception3a,
        Inception inception3b,
        Layer maxpool3,
        Inception inception4a,
        Inception inception4b,
        Inception inception4c,
        Inception inception4d,
        Inception inception4e,
        Layer maxpool4,
        Inception inception5a,
        Inception inception5b,
        Layer avgpool,
        Layer dropout,
        Layer fc,
        Layer aux1,
        Layer aux2)
        implements Layer {

    private static final double HELPERS_SHARE = 0.3;

    /// The scores of the network and, after them, of its helpers.
    public record Scores(Tensor main, Tensor aux1, Tensor aux2) {}

    /// The network alone.
    public static GoogLeNet of(int classes) {
        return make(classes, null, null);
    }

    /// The network with its two auxiliary classifiers, see [#scores].
    public static GoogLeNet withHeads(int classes) {
        return make(classes, head(512, classes), head(528, classes));
    }

    /// An auxiliary classifier for so many channels of 14x14.
    public static Layer head(int channels, int classes) {
        return sequential(
                avgPool2d(5).stride(3),
                conv2d(channels, 128, 1),
                relu(),
                flatten(),
                linear(128 * 4 * 4, 1024),
                relu(),
                Dropout.of(0.7),
                linear(1024, classes));
    }

    private static GoogLeNet make(int classes, Layer aux1, Layer aux2) {
        return new GoogLeNet(
                entrance(),
                Inception.of(192, new Widths(64, 96, 128, 16, 32, 32)),
                Inception.of(256, new Widths(128, 128, 192, 32, 96, 64)),
                maxPool2d(3).stride(2).ceil(),
                Inception.of(480, new Widths(192, 96, 208, 16, 48, 64)),
                Inception.of(512, new Widths(160, 112, 224, 24, 64, 64)),
                Inception.of(512, new Widths(128, 128, 256, 24, 64, 64)),
                Inception.of(512, new Widths(112, 144, 288, 32, 64, 64)),
                Inception.of(528, new Widths(256, 160, 320, 32, 128, 128)),
                maxPool2d(3).stride(2).ceil(),
                Inception.of(832, new Widths(256, 160, 320, 32, 128, 128)),
                Inception.of(832, new Widths(384, 192, 384, 48, 128, 128)),
                globalAvgPool(),
                Dropout.of(0.4),
                linear(1024, classes),
                aux1,
                aux2);
    }

    private static Layer entrance() {
        return sequential(
                conv2d(3, 64, 7).stride(2).padding(3),
                relu(),
                maxPool2d(3).stride(2).ceil(),
                localResponseNorm(5),
                conv2d(64, 64, 1),
                relu(),
                conv2d(64, 192, 3).padding(1),
                relu(),
                localResponseNorm(5),
                maxPool2d(3).stride(2).ceil());
    }

    @Override
    public Tensor forward(Tensor x) {
        var after4a = untilInception4a(x);
        return finish(untilInception4d(after4a));
    }

    /// The scores of all three classifiers, to be weighted 1, 0.3 and 0.3 in the loss.
    ///
    /// @throws IllegalStateException if the network was made without heads
    public Scores scores(Tensor x) {
        if (aux1 == null || aux2 == null) {
            throw new IllegalStateException("made without heads: use GoogLeNet.withHeads(classes)");
        }
        var after4a = untilInception4a(x);
        var after4d = untilInception4d(after4a);
        return new Scores(finish(after4d), aux1.forward(after4a), aux2.forward(after4d));
    }

    /// What training with heads makes small: the cross-entropy of the network's scores, and 0.3
    /// times that of each helper's, section 5 of the paper. The helpers give the early modules a
    /// gradient of their own; nobody asks them afterwards.
    ///
    /// Called inside `training(...)`, with `backward()` and a step of an optimiser behind it.
    ///
    /// @param x images `[N, 3, 224, 224]`
    /// @param classes the true classes, `[N]`
    /// @throws IllegalStateException if the network was made without heads
    public Tensor loss(Tensor x, Tensor classes) {
        var scores = scores(x);
        var helpers = scores.aux1.crossEntropy(classes).plus(scores.aux2.crossEntropy(classes));
        return scores.main.crossEntropy(classes).plus(helpers.times(HELPERS_SHARE));
    }

    private Tensor untilInception4a(Tensor x) {
        var y = inception3b.forward(inception3a.forward(stem.forward(x)));
        return inception4a.forward(maxpool3.forward(y));
    }

    private Tensor untilInception4d(Tensor x) {
        return inception4d.forward(inception4c.forward(inception4b.forward(x)));
    }

    private Tensor finish(Tensor x) {
        var y = maxpool4.forward(inception4e.forward(x));
        y = avgpool.forward(inception5b.forward(inception5a.forward(y))).flatten(1);
        return fc.forward(dropout.forward(y));
    }
}
