package dev.cuaderno.explain;

import dev.cuaderno.formula.Formulas;
import dev.cuaderno.image.Filters;
import dev.cuaderno.nn.BatchNorm;
import dev.cuaderno.nn.BatchNorm1d;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.tensor.Size2d;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Window;

import java.util.List;

/// The part of [Explain] that tells computations in formulas, and what lies outside pictures.
abstract class FormulaFacade {

    FormulaFacade() {}

    // ---- formulas with numbers put in

    /// How the sizes, parameters, multiplications and receptive fields of a layer, or of all layers
    /// of a network, come about for a sample of a shape given without batch.
    ///
    /// ```java
    /// explain(conv2d(3, 64, 7).stride(2).padding(3), 3, 224, 224)
    /// ```
    ///
    /// The letters: H' rows, W' columns, K kernel, S step, P padding, D dilation, C channels, |θ|
    /// parameters, R receptive field, J distance between the fields of neighbours.
    public static Explanation explain(Layer layer, int... sample) {
        var rows = layer.summary(sample).rows();
        var told = rows.stream().filter(row -> !row.workings().isEmpty()).toList();
        return new Explanation(
                told.stream()
                        .map(
                                row ->
                                        new Explanation.Part(
                                                told.size() == 1
                                                        ? ""
                                                        : row.path() + " " + row.layer(),
                                                row.workings()))
                        .toList());
    }

    /// How many windows fit along an axis, see `outputSize`.
    public static Explanation explainOutputSize(int size, int kernel, Window window) {
        var sliding = window.overColumns(size, kernel, Size2d.square(1));
        sliding.check("explainOutputSize", "H", "size " + size + ", kernel " + kernel);
        return Explanation.of(List.of(Formulas.outputSize("H", sliding)));
    }

    /// The receptive field of layers one behind the other, each `{kernel, step}`:
    /// `explainReceptiveField(new int[][] {{7, 2}, {3, 2}, {3, 1}})`.
    public static Explanation explainReceptiveField(int[][] layers) {
        return FieldSteps.of(layers);
    }

    /// The softmax of a vector of scores: the sum of exponentials, and each quotient.
    public static Explanation explainSoftmax(Tensor scores) {
        return SoftmaxSteps.of(scores);
    }

    /// The entropy −Σ p ln p of a vector of probabilities, term by term.
    public static Explanation explainEntropy(Tensor probabilities) {
        return explainEntropy(probabilities, Math.E);
    }

    /// The entropy with logarithms to another base: 2 for bits.
    public static Explanation explainEntropy(Tensor probabilities, double base) {
        return LossSteps.entropy(probabilities, base);
    }

    /// The cross-entropy −Σ y ln ŷ of probabilities, for each row and in the mean.
    ///
    /// @param prediction ŷ, `[C]` or `[N, C]`; scores become probabilities by `softmax()`
    /// @param target y, of the same shape
    public static Explanation explainCrossEntropy(Tensor prediction, Tensor target) {
        return LossSteps.crossEntropy(prediction, target);
    }

    /// The binary cross-entropy of probabilities, for each element and in the mean.
    public static Explanation explainBce(Tensor probability, Tensor target) {
        return LossSteps.binaryCrossEntropy(probability, target);
    }

    /// The Kullback-Leibler divergence Σ p ln(p/q), for each row and in the mean.
    public static Explanation explainKlDiv(Tensor p, Tensor q) {
        return LossSteps.klDivergence(p, q);
    }

    /// The mean squared error, term by term.
    public static Explanation explainMse(Tensor prediction, Tensor target) {
        return LossSteps.squaredError(prediction, target);
    }

    /// Batch normalisation in training, γ = 1 and β = 0: mean, variance and every value.
    ///
    /// @param x `[N, C]` or `[N, C, H, W]`
    public static Explanation explainBatchNorm(Tensor x) {
        return explainBatchNorm(batchNormFor(x), x);
    }

    /// Batch normalisation in training by a layer, with its γ, β and ε.
    public static Explanation explainBatchNorm(BatchNorm layer, Tensor x) {
        return NormSteps.of(
                x,
                layer.weight().value().toDoubleArray(),
                layer.bias().value().toDoubleArray(),
                layer.eps());
    }

    private static BatchNorm batchNormFor(Tensor x) {
        return BatchNorm1d.of(x.rank() < 2 ? 1 : x.size(1));
    }

    /// The backward sums of a correlation: every element of the gradients by the filter and by the
    /// image, made of the gradient by the result.
    ///
    /// @param image a matrix
    /// @param filter a matrix
    /// @param delta the gradient by the result, of its shape
    public static Explanation explainBackward(Tensor image, Tensor filter, Tensor delta) {
        return explainBackward(image, filter, delta, Window.DEFAULT);
    }

    /// The backward sums of a correlation with a step and zeros as padding, see
    /// [#explainBackward(Tensor, Tensor, Tensor)].
    public static Explanation explainBackward(
            Tensor image, Tensor filter, Tensor delta, Window window) {
        return BackwardSums.of(image, filter, delta, window);
    }

    // ---- borders

    /// What may lie outside a picture, in six ways, and what a blur makes of its border with each;
    /// the picture's smaller side has at least ten times the cells that are added.
    ///
    /// @param picture `[H, W]`, `[1, H, W]` or `[3, H, W]`, from 0 to 1 or with larger numbers
    public static PaddingGallery paddingGallery(Tensor picture) {
        var smaller = picture.rank() < 2 ? 1 : Math.min(picture.size(-1), picture.size(-2));
        var cells = Math.max(1, smaller / 10);
        return paddingGallery(picture, cells, Filters.box(2 * cells + 1));
    }

    /// The same with so many cells added and another filter.
    ///
    /// @param filter a matrix, which is divided by its sum
    public static PaddingGallery paddingGallery(Tensor picture, int cells, Tensor filter) {
        return new PaddingGallery(picture, cells, filter);
    }
}
