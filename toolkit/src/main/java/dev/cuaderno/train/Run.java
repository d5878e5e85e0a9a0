package dev.cuaderno.train;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.grad.Scopes;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.plan.Planned;
import dev.cuaderno.tensor.Tensor;

import java.util.function.UnaryOperator;

/// A training that has ended: its history, and the network to be tested.
public final class Run implements Displayable {

    private final Fit fit;
    private final History history;
    private final String ending;
    private final GradientHistory gradients;

    Run(Fit fit, History history, String ending, GradientHistory gradients) {
        this.fit = fit;
        this.history = history;
        this.ending = ending;
        this.gradients = gradients;
    }

    /// The network.
    public Layer net() {
        return fit.net();
    }

    /// All epochs, as a table.
    public History history() {
        return history;
    }

    /// The best epoch: the one with the lowest validation loss (loss, if nothing was validated), or
    /// what early stopping watches.
    ///
    /// @throws IllegalStateException if no epoch ended
    public Epoch best() {
        requireEpochs();
        return history.epochs().get(Math.max(1, history.best()) - 1);
    }

    /// The last epoch.
    ///
    /// @throws IllegalStateException if no epoch ended
    public Epoch last() {
        requireEpochs();
        return history.epochs().getLast();
    }

    private void requireEpochs() {
        if (history.epochs().isEmpty()) {
            throw new IllegalStateException("run: no epoch came to its end: " + ending);
        }
    }

    /// How it ended: `all 20 epochs`, or `stopped after epoch 10: no better val_loss since epoch 7
    /// (patience 3); weights of epoch 7 restored`.
    public String ending() {
        return ending;
    }

    /// The mean length of each parameter's gradient in each epoch of this run.
    public GradientHistory gradients() {
        return gradients;
    }

    /// Lets the network answer for samples it has not seen.
    public Evaluation test(Dataset data) {
        Trainer.settle(net(), data);
        var planned = Planned.of(net());
        UnaryOperator<Tensor> predict =
                inputs -> Scopes.noGrad(() -> Scopes.evaluating(() -> planned.apply(inputs)));
        return Evaluation.of(predict, data, fit.loss(), fit.metrics(), fit.batch());
    }

    /// Lets the network answer for samples it has not seen.
    public Evaluation test(Tensor inputs, Tensor labels) {
        return test(Dataset.of(inputs, labels));
    }

    /// Loss and metrics over the epochs, training and validation, the best epoch marked.
    public RunPlot plot() {
        requireEpochs();
        return new RunPlot(history);
    }

    private String summary() {
        return history.epochs().isEmpty() ? ending : ending + "\nbest " + best();
    }

    /// How it ended and the best epoch.
    @Override
    public MimeBundle mime() {
        return MimeBundle.html(
                "<div>" + Table.escape(summary()).replace("\n", "<br>") + "</div>", summary());
    }

    @Override
    public String toString() {
        return summary();
    }
}
