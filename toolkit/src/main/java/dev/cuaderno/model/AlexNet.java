package dev.cuaderno.model;

import static dev.cuaderno.Cuaderno.conv2d;
import static dev.cuaderno.Cuaderno.dropout;
import static dev.cuaderno.Cuaderno.linear;
import static dev.cuaderno.Cuaderno.localResponseNorm;
import static dev.cuaderno.Cuaderno.maxPool2d;
import static dev.cuaderno.Cuaderno.relu;
import static dev.cuaderno.Cuaderno.sequential;

import dev.cuaderno.nn.Layer;
import dev.cuaderno.nn.LocalResponseNorm;
import dev.cuaderno.tensor.Tensor;

/// The network that won ImageNet's contest of 2012, Krizhevsky, Sutskever and Hinton, and ZFNet,
/// its successor of 2013 (Zeiler and Fergus).
public record AlexNet(Layer features, Layer classifier) implements Layer {

    /// As published, for 227x227 images.
    ///
    /// @param towers 2 for the two halves that then ran on two cards; 1 for one wide network
    public static AlexNet published(int classes, int towers) {
        return new AlexNet(
                sequential(
                        conv2d(3, 96, 11).stride(4),
                        relu(),
                        norm(),
                        maxPool2d(3).stride(2),
                        conv2d(96, 256, 5).padding(2).groups(towers),
                        relu(),
                        norm(),
                        maxPool2d(3).stride(2),
                        conv2d(256, 384, 3).padding(1),
                        relu(),
                        conv2d(384, 384, 3).padding(1).groups(towers),
                        relu(),
                        conv2d(384, 256, 3).padding(1).groups(towers),
                        relu(),
                        maxPool2d(3).stride(2)),
                classifier(classes));
    }

    /// The later variant with fewer filters, for 224x224 images: the one that PyTorch has weights
    /// for (Krizhevsky, "One weird trick", 2014).
    public static AlexNet later(int classes) {
        return new AlexNet(
                sequential(
                        conv2d(3, 64, 11).stride(4).padding(2),
                        relu(),
                        maxPool2d(3).stride(2),
                        conv2d(64, 192, 5).padding(2),
                        relu(),
                        maxPool2d(3).stride(2),
                        conv2d(192, 384, 3).padding(1),
                        relu(),
                        conv2d(384, 256, 3).padding(1),
                        relu(),
                        conv2d(256, 256, 3).padding(1),
                        relu(),
                        maxPool2d(3).stride(2)),
                classifier(classes));
    }

    /// ZFNet: smaller filters and steps at the start, for 224x224 images. Padding 1 and pooling
    /// rounded up give the sizes of the paper's figure, 110, 55, 26, 13, 6.
    public static AlexNet zeilerFergus(int classes) {
        return new AlexNet(
                sequential(
                        conv2d(3, 96, 7).stride(2).padding(1),
                        relu(),
                        maxPool2d(3).stride(2).ceil(),
                        norm(),
                        conv2d(96, 256, 5).stride(2),
                        relu(),
                        maxPool2d(3).stride(2).ceil(),
                        norm(),
                        conv2d(256, 384, 3).padding(1),
                        relu(),
                        conv2d(384, 384, 3).padding(1),
                        relu(),
                        conv2d(384, 256, 3).padding(1),
                        relu(),
                        maxPool2d(3).stride(2).ceil()),
                classifier(classes));
    }

    /// n = 5, k = 2 and β = 0.75 of the paper; its α = 10⁻⁴ stands for α/n here.
    private static LocalResponseNorm norm() {
        return localResponseNorm(5).k(2).alpha(5e-4);
    }

    /// Dropout first, as in PyTorch, so that the layers have the same numbers.
    private static Layer classifier(int classes) {
        return sequential(
                dropout(0.5),
                linear(256 * 6 * 6, 4096),
                relu(),
                dropout(0.5),
                linear(4096, 4096),
                relu(),
                linear(4096, classes));
    }

    @Override
    public Tensor forward(Tensor x) {
        return classifier.forward(features.forward(x).flatten(1));
    }
}
