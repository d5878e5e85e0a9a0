package dev.cuaderno.train;

import dev.cuaderno.nn.Layer;
import dev.cuaderno.optim.Optimizer;
import dev.cuaderno.optim.Schedule;
import dev.cuaderno.tensor.Tensor;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// How a network is to learn, said in one sentence:
///
/// ```java
/// var run = fit(net)
///     .train(mnist.train()).validate(mnist.validation())
///     .loss(crossEntropy()).optimizer(adam(1e-3).weightDecay(1e-4))
///     .metric(accuracy()).batch(64).epochs(20)
///     .earlyStopping(3)
///     .live()
///     .run();
/// ```
///
/// Each method gives another sentence and leaves this one as it is. Data, loss and optimiser have
/// to be named; without more, batches hold 32 samples and one epoch is run. The network itself is
/// changed by [#run]; running again goes on from there, unless [#startOver] is said.
///
/// The order of samples, dropout, augmentation and a validation split all follow from one seed, by
/// epoch and step: the same sentence gives the same run, and a run that is resumed from a
/// checkpoint goes the way it would have gone, bit for bit.
public final class Fit implements Cloneable {

    private final Layer net;
    private Dataset train;
    private Dataset validation;
    private double split;
    private Loss loss;
    private Optimizer optimizer;
    private Schedule schedule = (base, clock) -> base;
    private List<Metric> metrics = List.of();
    private List<Callback> callbacks = List.of();
    private int batch = 32;
    private int epochs = 1;
    private int accumulate = 1;
    private boolean shuffle = true;
    private boolean dropLast;
    private double clipNorm = Double.POSITIVE_INFINITY;
    private double clipValue = Double.POSITIVE_INFINITY;
    private EarlyStopping earlyStopping;
    private long seed;
    private boolean startOver;
    private Path checkpoint;
    private int checkpointEvery = 1;
    private Path resume;
    private ProgressKind progress = ProgressKind.LINE;
    private PrintStream out;

    /// How much of the progress is shown.
    enum ProgressKind {
        SILENT,
        LINE,
        LIVE
    }

    /// A sentence about a network.
    public Fit(Layer net) {
        this.net = net;
    }

    private Fit with(Consumer<Fit> change) {
        try {
            var copy = (Fit) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static <T> List<T> more(List<T> some, List<T> others) {
        var all = new ArrayList<>(some);
        all.addAll(others);
        return List.copyOf(all);
    }

    private static int atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": at least 1, not " + value);
        }
        return value;
    }

    private static double positive(String name, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(name + ": above 0, not " + value);
        }
        return value;
    }

    // ---- data

    /// The samples to learn from.
    public Fit train(Dataset samples) {
        return with(fit -> fit.train = samples);
    }

    /// The samples to learn from: inputs `[N, ...]` and labels `[N, ...]`.
    public Fit train(Tensor inputs, Tensor labels) {
        return train(Dataset.of(inputs, labels));
    }

    /// Samples that nothing is learnt from, asked after each epoch.
    public Fit validate(Dataset samples) {
        return with(fit -> fit.validation = samples);
    }

    /// Samples that nothing is learnt from, asked after each epoch.
    public Fit validate(Tensor inputs, Tensor labels) {
        return validate(Dataset.of(inputs, labels));
    }

    /// Puts a part of the training samples aside for validation, drawn by the seed.
    ///
    /// @param part between 0 and 1
    public Fit validationSplit(double part) {
        if (!(part > 0 && part < 1)) {
            throw new IllegalArgumentException("validationSplit: between 0 and 1, not " + part);
        }
        return with(fit -> fit.split = part);
    }

    /// How many samples are learnt from together.
    public Fit batch(int samples) {
        return with(fit -> fit.batch = atLeastOne("batch", samples));
    }

    /// Leaves out a last batch that is not full.
    public Fit dropLast() {
        return with(fit -> fit.dropLast = true);
    }

    /// Takes the samples in their own order in every epoch.
    public Fit inOrder() {
        return with(fit -> fit.shuffle = false);
    }

    /// How many passes over the data are made at most.
    public Fit epochs(int count) {
        return with(fit -> fit.epochs = atLeastOne("epochs", count));
    }

    // ---- learning

    /// What is to become small.
    public Fit loss(Loss function) {
        return with(fit -> fit.loss = function);
    }

    /// The rule of the steps.
    public Fit optimizer(Optimizer rule) {
        return with(fit -> fit.optimizer = rule);
    }

    /// How the learning rate changes on the way.
    public Fit schedule(Schedule rates) {
        return with(fit -> fit.schedule = rates);
    }

    /// Makes one step for the mean loss of so many batches: what a batch of that many times the
    /// size would give, for its memory.
    public Fit accumulate(int batches) {
        return with(fit -> fit.accumulate = atLeastOne("accumulate", batches));
    }

    /// Shortens the gradients of all parameters together to at most this length.
    public Fit clipNorm(double longest) {
        return with(fit -> fit.clipNorm = positive("clipNorm", longest));
    }

    /// Cuts every element of the gradients at this size.
    public Fit clipValue(double largest) {
        return with(fit -> fit.clipValue = positive("clipValue", largest));
    }

    /// What the order of samples, dropout, augmentation and the validation split follow from; 0
    /// unless given. The network's first weights follow from [Layer#init], or [#startOver].
    public Fit seed(long number) {
        return with(fit -> fit.seed = number);
    }

    /// Draws the network's weights anew at the beginning, and takes everything random from this
    /// seed.
    public Fit startOver(long number) {
        return with(
                fit -> {
                    fit.seed = number;
                    fit.startOver = true;
                });
    }

    // ---- watching

    /// Numbers to be computed over training and validation data.
    public Fit metric(Metric... more) {
        return with(fit -> fit.metrics = more(metrics, Arrays.asList(more)));
    }

    /// Code to be called on the way.
    public Fit callback(Callback... more) {
        return with(fit -> fit.callbacks = more(callbacks, Arrays.asList(more)));
    }

    /// Code to be called after each step.
    public Fit onStep(Consumer<Training> look) {
        return callback(
                new Callback() {
                    @Override
                    public void stepped(Training training) {
                        look.accept(training);
                    }
                });
    }

    /// Code to be called after each epoch.
    public Fit onEpoch(Consumer<Epoch> look) {
        return callback(
                new Callback() {
                    @Override
                    public void ended(Training training, Epoch epoch) {
                        look.accept(epoch);
                    }
                });
    }

    /// Ends after so many epochs in which the validation loss has not become smaller, and puts the
    /// best weights back.
    public Fit earlyStopping(int patience) {
        return earlyStopping(new EarlyStopping(patience));
    }

    /// Ends when nothing gets better any more.
    public Fit earlyStopping(EarlyStopping rule) {
        return with(fit -> fit.earlyStopping = rule);
    }

    /// Redraws a chart while learning, in a notebook; in a terminal, lines of text.
    public Fit live() {
        return with(fit -> fit.progress = ProgressKind.LIVE);
    }

    /// Shows nothing.
    public Fit silent() {
        return with(fit -> fit.progress = ProgressKind.SILENT);
    }

    /// Writes lines of text there.
    public Fit progress(PrintStream stream) {
        return with(
                fit -> {
                    fit.progress = ProgressKind.LINE;
                    fit.out = stream;
                });
    }

    // ---- keeping

    /// Writes everything that is needed to go on into this file after every epoch: weights,
    /// optimiser, history, the best weights and the seed, as safetensors.
    public Fit checkpoint(Path file) {
        return checkpoint(file, 1);
    }

    /// Writes a checkpoint after every so many epochs, and after the last.
    public Fit checkpoint(Path file, int everyEpochs) {
        return with(
                fit -> {
                    fit.checkpoint = file;
                    fit.checkpointEvery = atLeastOne("checkpoint", everyEpochs);
                });
    }

    /// Goes on from a checkpoint; [#epochs] counts those made before.
    public Fit resume(Path file) {
        return with(fit -> fit.resume = file);
    }

    // ---- doing it

    /// Lets the network learn.
    ///
    /// An interrupt of this thread (Ctrl-C in JShell) ends it after the step at hand, with the
    /// weights that the network has by then; what [Run#ending] says.
    ///
    /// @throws IllegalStateException if data, loss or optimiser have not been named
    /// @throws NotFiniteException if the loss or a gradient is no longer a number
    public Run run() {
        var whole = complete();
        return Stoppable.run(() -> new Trainer(whole).run());
    }

    /// Tries learning rates from 1e-7 to 10 on the way through the data, and puts the network back
    /// as it was.
    public RateCurve findRate() {
        return findRate(1e-7, 10, 100);
    }

    /// Tries learning rates at equal ratios, and puts the network back as it was.
    public RateCurve findRate(double from, double to, int steps) {
        return new RateFinder(complete()).find(from, to, steps);
    }

    /// Learns k times from the beginning, each time without another kth of the samples, which it is
    /// validated with. The network gets its weights back at the end.
    public CrossValidation crossValidate(int folds) {
        return CrossValidation.of(complete(), folds);
    }

    private Fit complete() {
        var missing = new ArrayList<String>();
        if (train == null) {
            missing.add("train(inputs, labels)");
        }
        if (loss == null) {
            missing.add("loss(crossEntropy())");
        }
        if (optimizer == null) {
            missing.add("optimizer(adam(1e-3))");
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException("fit: say also " + String.join(" and ", missing));
        }
        if (split == 0) {
            return this;
        }
        if (validation != null) {
            throw new IllegalStateException("fit: validate(...) or validationSplit(...), not both");
        }
        var parts = train.split(seed, 1 - split, split);
        return with(
                fit -> {
                    fit.train = parts.get(0);
                    fit.validation = parts.get(1);
                    fit.split = 0;
                });
    }

    /// What it is going to do: `fit of sequential(linear in=2 out=8): 4 samples, batch 4, epochs
    /// 6`.
    @Override
    public String toString() {
        return "fit of %s: %s, batch %d, epochs %d"
                .formatted(
                        net,
                        train == null ? "no samples yet" : train.size() + " samples",
                        batch,
                        epochs);
    }

    // ---- for the package

    Layer net() {
        return net;
    }

    Dataset train() {
        return train;
    }

    Dataset validation() {
        return validation;
    }

    Loss loss() {
        return loss;
    }

    Optimizer optimizer() {
        return optimizer;
    }

    Schedule schedule() {
        return schedule;
    }

    List<Metric> metrics() {
        return metrics;
    }

    List<Callback> callbacks() {
        return callbacks;
    }

    int batch() {
        return batch;
    }

    int epochs() {
        return epochs;
    }

    int accumulate() {
        return accumulate;
    }

    boolean shuffle() {
        return shuffle;
    }

    boolean isDroppingLast() {
        return dropLast;
    }

    double clipNorm() {
        return clipNorm;
    }

    double clipValue() {
        return clipValue;
    }

    EarlyStopping earlyStopping() {
        return earlyStopping;
    }

    long seed() {
        return seed;
    }

    boolean isStartingOver() {
        return startOver;
    }

    Path checkpoint() {
        return checkpoint;
    }

    int checkpointEvery() {
        return checkpointEvery;
    }

    Path resume() {
        return resume;
    }

    ProgressKind progress() {
        return progress;
    }

    PrintStream out() {
        return out;
    }
}
