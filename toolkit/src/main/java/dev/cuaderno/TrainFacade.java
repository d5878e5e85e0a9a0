package dev.cuaderno;

import dev.cuaderno.loss.Losses;
import dev.cuaderno.nn.Activations;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.optim.CosineAnnealing;
import dev.cuaderno.optim.ExponentialDecay;
import dev.cuaderno.optim.MultiStepDecay;
import dev.cuaderno.optim.OneCycle;
import dev.cuaderno.optim.Plateau;
import dev.cuaderno.optim.StepDecay;
import dev.cuaderno.optim.WarmUp;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.train.Accuracy;
import dev.cuaderno.train.ClassScore;
import dev.cuaderno.train.CrossEntropy;
import dev.cuaderno.train.Dataset;
import dev.cuaderno.train.EarlyStopping;
import dev.cuaderno.train.Evaluation;
import dev.cuaderno.train.Fit;
import dev.cuaderno.train.Loss;
import dev.cuaderno.train.Metric;
import dev.cuaderno.train.TopK;

import java.util.Arrays;

/// Training, for [Cuaderno].
abstract class TrainFacade extends LayerFacade {

    TrainFacade() {}

    // ---- training

    /// Begins a sentence about how a network is to learn, see [Fit].
    public static Fit fit(Layer net) {
        return new Fit(net);
    }

    /// Lets a network answer for all samples: `evaluate(net, mnist.test(), accuracy(), topK(5))`.
    public static Evaluation evaluate(Layer net, Dataset data, Metric... metrics) {
        return Evaluation.of(net, data, metrics);
    }

    /// Runs a network and keeps what each of its layers gives.
    public static Activations recordActivations(Layer net, Tensor x) {
        return Activations.record(net, x);
    }

    /// Samples in two tensors, inputs `[N, ...]` and labels `[N, ...]`.
    public static Dataset dataset(Tensor inputs, Tensor labels) {
        return Dataset.of(inputs, labels);
    }

    /// Ends training after so many epochs without a better one:
    /// `patience(3).minDelta(0.001).monitor("val_accuracy")`.
    public static EarlyStopping patience(int epochs) {
        return new EarlyStopping(epochs);
    }

    // ---- losses of a fit

    /// The cross-entropy of the scores before a softmax: `crossEntropy().smoothing(0.1)`.
    public static CrossEntropy crossEntropy() {
        return new CrossEntropy();
    }

    /// The mean of the squared differences.
    public static Loss mse() {
        return Losses::mse;
    }

    /// The mean of the absolute differences.
    public static Loss l1() {
        return Losses::l1;
    }

    /// Squared up to a difference of `delta`, absolute beyond.
    public static Loss huber(double delta) {
        return (prediction, target) -> Losses.huber(prediction, target, delta);
    }

    /// The binary cross-entropy of probabilities.
    public static Loss bce() {
        return Losses::bce;
    }

    /// The binary cross-entropy of the scores before a sigmoid.
    public static Loss bceWithLogits() {
        return Losses::bceWithLogits;
    }

    /// The negative log-likelihood of the true classes.
    public static Loss nll() {
        return Losses::nll;
    }

    /// The hinge loss of labels −1 and 1.
    public static Loss hinge() {
        return Losses::hinge;
    }

    // ---- metrics

    /// The share of samples whose class is predicted.
    public static Accuracy accuracy() {
        return new Accuracy();
    }

    /// The share of samples whose class is among the k best guesses.
    public static TopK topK(int k) {
        return new TopK(k);
    }

    /// Of what is taken for a class, the share that is it; the mean over classes.
    public static ClassScore precision() {
        return new ClassScore(ClassScore.Kind.PRECISION);
    }

    /// Of what is a class, the share that is taken for it; the mean over classes.
    public static ClassScore recall() {
        return new ClassScore(ClassScore.Kind.RECALL);
    }

    /// The harmonic mean of precision and recall; the mean over classes.
    public static ClassScore f1() {
        return new ClassScore(ClassScore.Kind.F1);
    }

    // ---- schedules of the learning rate

    /// The rate times `factor` after every so many epochs.
    public static StepDecay stepDecay(int every, double factor) {
        return new StepDecay(every, factor);
    }

    /// The rate times `factor` at each of these epochs: `multiStepDecay(0.1, 30, 60)`.
    public static MultiStepDecay multiStepDecay(double factor, int... epochs) {
        return new MultiStepDecay(factor, Arrays.stream(epochs).boxed().toList());
    }

    /// The rate times `factor` after every epoch.
    public static ExponentialDecay exponentialDecay(double factor) {
        return new ExponentialDecay(factor);
    }

    /// Half a cosine down to 0 within so many epochs.
    public static CosineAnnealing cosineAnnealing(int epochs) {
        return new CosineAnnealing(epochs, 0);
    }

    /// Up to the highest rate and down again, over all steps of the training.
    public static OneCycle oneCycle(double highest) {
        return new OneCycle(highest);
    }

    /// A tenth of the rate when the validation loss has not become smaller for more than 10 epochs.
    public static Plateau reduceOnPlateau() {
        return new Plateau();
    }

    /// A rate that grows to its full size within so many epochs: `warmUp(5).then(...)`.
    public static WarmUp warmUp(int epochs) {
        return new WarmUp(epochs);
    }
}
