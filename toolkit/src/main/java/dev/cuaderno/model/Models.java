package dev.cuaderno.model;

import static dev.cuaderno.Cuaderno.avgPool2d;
import static dev.cuaderno.Cuaderno.conv2d;
import static dev.cuaderno.Cuaderno.dropout;
import static dev.cuaderno.Cuaderno.flatten;
import static dev.cuaderno.Cuaderno.linear;
import static dev.cuaderno.Cuaderno.maxPool2d;
import static dev.cuaderno.Cuaderno.relu;
import static dev.cuaderno.Cuaderno.sequential;
import static dev.cuaderno.Cuaderno.sigmoid;
import static dev.cuaderno.Cuaderno.tanh;

import dev.cuaderno.nn.Activation;
import dev.cuaderno.nn.Layer;

import java.util.ArrayList;
import java.util.LinkedHashMap;

/// Well-known networks by name. Their weights are drawn from a seed until others are loaded:
///
/// ```java
/// var net = Models.resNet20(10).load(safetensors("resnet20-cifar10.safetensors"));
/// ```
///
/// All take images `[N, C, H, W]` and give scores `[N, classes]`, without softmax.
public final class Models {

    private Models() {}

    /// The perceptron: one neuron with a threshold, 1 where w·x + b is above 0 and 0 elsewhere;
    /// Rosenblatt, "The perceptron" (1958). The threshold passes no gradients on.
    public static Layer perceptron(int inputs) {
        var layers = new LinkedHashMap<String, Layer>();
        layers.put("neuron", linear(inputs, 1));
        layers.put("step", Activation.of("step", x -> x.gt(0)));
        return sequential(layers);
    }

    /// Fully connected layers of so many neurons, the first number counting the inputs, with
    /// sigmoids between them: `mlp(2, 2, 1)` can learn XOR. Scores come out, without sigmoid.
    ///
    /// @throws IllegalArgumentException if inputs or outputs are missing
    public static Layer mlp(int... sizes) {
        if (sizes.length < 2) {
            throw new IllegalArgumentException("mlp: inputs and outputs, with layers between them");
        }
        var layers = new ArrayList<Layer>();
        for (var i = 1; i < sizes.length; i++) {
            layers.add(linear(sizes[i - 1], sizes[i]));
            if (i < sizes.length - 1) {
                layers.add(sigmoid());
            }
        }
        return sequential(layers.toArray(Layer[]::new));
    }

    /// The classical network for MNIST's 28x28 digits: one hidden layer of as many neurons as there
    /// are pixels.
    public static Layer mnistMlp(int classes) {
        return sequential(flatten(), linear(784, 784), relu(), linear(784, classes));
    }

    /// The small convolutional network for MNIST: 32 filters 5x5, pooling, dropout, 128 neurons.
    public static Layer mnistSmallCnn(int classes) {
        return sequential(
                conv2d(1, 32, 5),
                relu(),
                maxPool2d(2),
                dropout(0.2),
                flatten(),
                linear(32 * 12 * 12, 128),
                relu(),
                linear(128, classes));
    }

    /// The deeper convolutional network for MNIST: 30 filters 5x5, 15 filters 3x3, each with
    /// pooling, then 128 and 50 neurons. It has the fewest parameters of the three.
    public static Layer mnistLargeCnn(int classes) {
        return sequential(
                conv2d(1, 30, 5),
                relu(),
                maxPool2d(2),
                conv2d(30, 15, 3),
                relu(),
                maxPool2d(2),
                dropout(0.2),
                flatten(),
                linear(15 * 5 * 5, 128),
                relu(),
                linear(128, 50),
                relu(),
                linear(50, classes));
    }

    /// LeNet-5 for 32x32 images of one channel, LeCun et al. (1998), as it is built today: tanh,
    /// mean pooling without weights, all maps connected, scores instead of distances.
    public static Layer lenet5(int classes) {
        return sequential(
                conv2d(1, 6, 5),
                tanh(),
                avgPool2d(2),
                conv2d(6, 16, 5),
                tanh(),
                avgPool2d(2),
                conv2d(16, 120, 5),
                tanh(),
                flatten(),
                linear(120, 84),
                tanh(),
                linear(84, classes));
    }

    /// AlexNet in one tower, for 227x227 images.
    public static Layer alexNet(int classes) {
        return AlexNet.published(classes, 1);
    }

    /// AlexNet in two towers, as published, for 227x227 images.
    public static Layer alexNetTwoTowers(int classes) {
        return AlexNet.published(classes, 2);
    }

    /// The later AlexNet that PyTorch has weights for, for 224x224 images.
    public static Layer alexNetLater(int classes) {
        return AlexNet.later(classes);
    }

    /// ZFNet, for 224x224 images.
    public static Layer zfNet(int classes) {
        return AlexNet.zeilerFergus(classes);
    }

    /// VGG with 11 layers with weights, for 224x224 images.
    public static Layer vgg11(int classes) {
        return Vgg.of(classes, 1, 1, 2, 2, 2);
    }

    /// VGG with 13 layers with weights.
    public static Layer vgg13(int classes) {
        return Vgg.of(classes, 2, 2, 2, 2, 2);
    }

    /// VGG with 16 layers with weights.
    public static Layer vgg16(int classes) {
        return Vgg.of(classes, 2, 2, 3, 3, 3);
    }

    /// VGG with 19 layers with weights.
    public static Layer vgg19(int classes) {
        return Vgg.of(classes, 2, 2, 4, 4, 4);
    }

    /// GoogLeNet without its auxiliary heads, for 224x224 images.
    public static Layer googLeNet(int classes) {
        return GoogLeNet.of(classes);
    }

    /// GoogLeNet with its auxiliary heads, see [GoogLeNet#scores].
    public static GoogLeNet googLeNetWithHeads(int classes) {
        return GoogLeNet.withHeads(classes);
    }

    /// ResNet-18, for 224x224 images.
    public static Layer resNet18(int classes) {
        return ResNet.basic(classes, Shortcuts::projection, 2, 2, 2, 2);
    }

    /// ResNet-34.
    public static Layer resNet34(int classes) {
        return ResNet.basic(classes, Shortcuts::projection, 3, 4, 6, 3);
    }

    /// ResNet-50.
    public static Layer resNet50(int classes) {
        return ResNet.bottlenecks(classes, Shortcuts::projection, 3, 4, 6, 3);
    }

    /// ResNet-101.
    public static Layer resNet101(int classes) {
        return ResNet.bottlenecks(classes, Shortcuts::projection, 3, 4, 23, 3);
    }

    /// ResNet-152.
    public static Layer resNet152(int classes) {
        return ResNet.bottlenecks(classes, Shortcuts::projection, 3, 8, 36, 3);
    }

    /// ResNet-20 for CIFAR's 32x32 images.
    public static Layer resNet20(int classes) {
        return CifarResNet.of(20, classes);
    }

    /// ResNet-32 for CIFAR.
    public static Layer resNet32(int classes) {
        return CifarResNet.of(32, classes);
    }

    /// ResNet-44 for CIFAR.
    public static Layer resNet44(int classes) {
        return CifarResNet.of(44, classes);
    }

    /// ResNet-56 for CIFAR.
    public static Layer resNet56(int classes) {
        return CifarResNet.of(56, classes);
    }

    /// ResNet-110 for CIFAR.
    public static Layer resNet110(int classes) {
        return CifarResNet.of(110, classes);
    }

    /// The pre-activation ResNet of 9n+2 layers for CIFAR; the paper goes up to 1001.
    public static Layer preActResNet(int depth, int classes) {
        return PreActResNet.of(depth, classes);
    }

    /// TinyVGG of the CNN Explainer (Wang et al., 2020), for 64x64 images of three channels.
    public static Layer tinyVgg(int classes) {
        var layers = new LinkedHashMap<String, Layer>();
        layers.put("conv_1_1", conv2d(3, 10, 3));
        layers.put("relu_1_1", relu());
        layers.put("conv_1_2", conv2d(10, 10, 3));
        layers.put("relu_1_2", relu());
        layers.put("max_pool_1", maxPool2d(2));
        layers.put("conv_2_1", conv2d(10, 10, 3));
        layers.put("relu_2_1", relu());
        layers.put("conv_2_2", conv2d(10, 10, 3));
        layers.put("relu_2_2", relu());
        layers.put("max_pool_2", maxPool2d(2));
        layers.put("flatten", flatten());
        layers.put("output", linear(10 * 13 * 13, classes));
        return sequential(layers);
    }
}
