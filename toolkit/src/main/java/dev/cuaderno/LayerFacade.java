package dev.cuaderno;

import dev.cuaderno.io.Npy;
import dev.cuaderno.io.Safetensors;
import dev.cuaderno.io.TorchFile;
import dev.cuaderno.nn.Activation;
import dev.cuaderno.nn.AdaptivePooling;
import dev.cuaderno.nn.BatchNorm1d;
import dev.cuaderno.nn.BatchNorm2d;
import dev.cuaderno.nn.Conv1d;
import dev.cuaderno.nn.Conv2d;
import dev.cuaderno.nn.Dropout;
import dev.cuaderno.nn.Embedding;
import dev.cuaderno.nn.Flatten;
import dev.cuaderno.nn.GroupNorm;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.nn.LayerNorm;
import dev.cuaderno.nn.Linear;
import dev.cuaderno.nn.LocalResponseNorm;
import dev.cuaderno.nn.Maxout;
import dev.cuaderno.nn.Parallel;
import dev.cuaderno.nn.Pooling;
import dev.cuaderno.nn.Residual;
import dev.cuaderno.nn.Sequential;
import dev.cuaderno.nn.TransposedConv2d;
import dev.cuaderno.tensor.Size2d;
import dev.cuaderno.tensor.Tensor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/// The part of the facade that makes layers.
abstract class LayerFacade extends GradFacade {

    // ---- layers with weights

    /// y = x·Wᵀ + b with so many inputs and outputs.
    public static Linear linear(int inputs, int outputs) {
        return Linear.of(inputs, outputs);
    }

    /// y = x·Wᵀ + b with as many inputs as the first input has.
    public static Linear linear(int outputs) {
        return Linear.of(outputs);
    }

    /// The layer convolution with square filters: `conv2d(3, 64, 7).stride(2).padding(3)`.
    public static Conv2d conv2d(int inputs, int outputs, int kernel) {
        return Conv2d.of(inputs, outputs, Size2d.square(kernel));
    }

    /// The layer convolution with filters of `rows` x `columns`.
    public static Conv2d conv2d(int inputs, int outputs, int rows, int columns) {
        return Conv2d.of(inputs, outputs, new Size2d(rows, columns));
    }

    /// The layer convolution of signals: `conv1d(1, 8, 5).padding(2)`.
    public static Conv1d conv1d(int inputs, int outputs, int kernel) {
        return Conv1d.of(inputs, outputs, kernel);
    }

    /// The transposed convolution, which enlarges: `transposedConv2d(64, 32,
    /// 4).stride(2).padding(1)` doubles height and width.
    public static TransposedConv2d transposedConv2d(int inputs, int outputs, int kernel) {
        return TransposedConv2d.of(inputs, outputs, Size2d.square(kernel));
    }

    /// A vector to be learnt for each of so many things, looked up by their numbers.
    public static Embedding embedding(int things, int size) {
        return Embedding.of(things, size);
    }

    // ---- pooling

    /// The largest of each window: `maxPool2d(3).stride(2).padding(1)`.
    public static Pooling maxPool2d(int size) {
        return Pooling.max(size);
    }

    /// The mean of each window.
    public static Pooling avgPool2d(int size) {
        return Pooling.mean(size);
    }

    /// Means over windows chosen so that each channel becomes `size` x `size`.
    public static AdaptivePooling adaptiveAvgPool2d(int size) {
        return AdaptivePooling.mean(size, size);
    }

    /// The largest over windows chosen so that each channel becomes `size` x `size`.
    public static AdaptivePooling adaptiveMaxPool2d(int size) {
        return AdaptivePooling.max(size, size);
    }

    /// The mean of each channel: `[N, C, H, W]` becomes `[N, C, 1, 1]`.
    public static AdaptivePooling globalAvgPool() {
        return AdaptivePooling.global();
    }

    // ---- normalisation and dropout

    /// Batch normalisation of vectors.
    public static BatchNorm1d batchNorm1d(int channels) {
        return BatchNorm1d.of(channels);
    }

    /// Batch normalisation of images.
    public static BatchNorm2d batchNorm2d(int channels) {
        return BatchNorm2d.of(channels);
    }

    /// Normalisation of each sample over its last axes, which have these sizes.
    public static LayerNorm layerNorm(int... sizes) {
        return LayerNorm.of(sizes);
    }

    /// Normalisation of each sample over groups of channels.
    public static GroupNorm groupNorm(int groups, int channels) {
        return GroupNorm.of(groups, channels);
    }

    /// Normalisation over neighbouring channels, as in AlexNet.
    public static LocalResponseNorm localResponseNorm(int size) {
        return LocalResponseNorm.of(size);
    }

    /// Drops elements with probability p, in training only.
    public static Dropout dropout(double p) {
        return Dropout.of(p);
    }

    /// Drops whole channels with probability p, in training only.
    public static Dropout dropout2d(double p) {
        return Dropout.ofChannels(p);
    }

    // ---- activations

    /// max(0, x).
    public static Activation relu() {
        return Activation.of("relu", Tensor::relu);
    }

    /// x where positive, `slope`·x elsewhere.
    public static Activation leakyRelu(double slope) {
        return Activation.of("leakyRelu", "slope=" + slope, x -> x.leakyRelu(slope));
    }

    /// x where positive, `alpha`·(e^x − 1) elsewhere.
    public static Activation elu(double alpha) {
        return Activation.of("elu", "alpha=" + alpha, x -> x.elu(alpha));
    }

    /// 1 / (1 + e^−x).
    public static Activation sigmoid() {
        return Activation.of("sigmoid", Tensor::sigmoid);
    }

    /// (e^x − e^−x) / (e^x + e^−x).
    public static Activation tanh() {
        return Activation.of("tanh", Tensor::tanh);
    }

    /// x·σ(x).
    public static Activation silu() {
        return Activation.silu();
    }

    /// x·Φ(x), Φ being the normal distribution's, see [Activation#gelu].
    public static Activation gelu() {
        return Activation.gelu();
    }

    /// About x·Φ(x), see [Activation#geluTanh].
    public static Activation geluTanh() {
        return Activation.geluTanh();
    }

    /// ln(1 + e^x).
    public static Activation softplus() {
        return Activation.softplus();
    }

    /// x/6 + 1/2 brought into 0 to 1.
    public static Activation hardSigmoid() {
        return Activation.hardSigmoid();
    }

    /// The largest of every `pieces` neighbouring channels.
    public static Maxout maxout(int pieces) {
        return Maxout.of(pieces);
    }

    /// Probabilities from scores along the last axis.
    public static Activation softmax() {
        return Activation.of("softmax", Tensor::softmax);
    }

    /// Logarithms of probabilities from scores along the last axis.
    public static Activation logSoftmax() {
        return Activation.of("logSoftmax", Tensor::logSoftmax);
    }

    // ---- layers made of layers

    /// `[N, C, H, W]` becomes `[N, C·H·W]`.
    public static Flatten flatten() {
        return new Flatten();
    }

    /// Layers one behind the other.
    public static Sequential sequential(Layer... layers) {
        return Sequential.of(layers);
    }

    /// Named layers one behind the other, in the map's order.
    public static Sequential sequential(Map<String, ? extends Layer> layers) {
        return Sequential.named(layers);
    }

    /// Layers one behind the other with a way around them: F(x) + x.
    public static Residual residual(Layer... body) {
        return Residual.of(body);
    }

    /// Layers side by side, their results joined along the channels; `.sum()` adds them.
    public static Parallel parallel(Layer... branches) {
        return Parallel.of(branches);
    }

    /// Layers side by side, their results joined along the channels.
    public static Parallel concat(Layer... branches) {
        return Parallel.of(branches);
    }

    // ---- files

    /// The tensors of a safetensors file by name, for [Layer#load].
    ///
    /// @throws UncheckedIOException if the file cannot be read, or is not of this format
    public static Map<String, Tensor> safetensors(String file) {
        try {
            return Safetensors.read(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /// The tensors of a file of PyTorch by name, `.pt` or `.pth`, for [Layer#load]; only tensors in
    /// plain collections are read, and no code is run.
    ///
    /// @throws UncheckedIOException if the file cannot be read, or holds other objects
    public static Map<String, Tensor> torchFile(String file) {
        return torchFile(file, "");
    }

    /// The tensors whose names begin with a prefix, which is taken off: `torchFile("net.th",
    /// "state_dict.module.")`.
    ///
    /// @throws UncheckedIOException if the file cannot be read, or no name begins so
    public static Map<String, Tensor> torchFile(String file, String prefix) {
        try {
            return TorchFile.read(Path.of(file), prefix);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /// The array of a NumPy file, `.npy`.
    ///
    /// @throws UncheckedIOException if the file cannot be read, or is not of this format
    public static Tensor npy(String file) {
        try {
            return Npy.read(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /// The arrays of a NumPy archive, `.npz`, by name.
    ///
    /// @throws UncheckedIOException if the file cannot be read, or is not of this format
    public static Map<String, Tensor> npz(String file) {
        try {
            return Npy.readAll(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
