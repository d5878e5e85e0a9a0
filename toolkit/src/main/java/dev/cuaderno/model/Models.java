package dev.cuaderno.model;

import static dev.cuaderno.Cuaderno.avgPool2d;
import static dev.cuaderno.Cuaderno.conv2d;
import static dev.cuaderno.Cuaderno.flatten;
import static dev.cuaderno.Cuaderno.linear;
import static dev.cuaderno.Cuaderno.maxPool2d;
import static dev.cuaderno.Cuaderno.relu;
import static dev.cuaderno.Cuaderno.sequential;
import static dev.cuaderno.Cuaderno.tanh;

import dev.cuaderno.nn.Layer;

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
