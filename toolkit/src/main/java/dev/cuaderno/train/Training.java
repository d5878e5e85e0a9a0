package dev.cuaderno.train;

import dev.cuaderno.nn.Layer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A training while it goes on, as callbacks see it.
public final class Training {

    private final Layer net;
    private final List<String> parameters;
    private final int epochs;
    private final int steps;
    private final int samples;
    private final List<Epoch> done = new ArrayList<>();
    private int best;
    private int epoch;
    private int step;
    private int seen;
    private double loss = Double.NaN;
    private double meanLoss = Double.NaN;
    private double rate = Double.NaN;
    private List<Double> norms = List.of();
    private String stop = "";

    Training(Layer net, List<String> parameters, int epochs, int steps, int samples) {
        this.net = net;
        this.parameters = parameters;
        this.epochs = epochs;
        this.steps = steps;
        this.samples = samples;
    }

    /// The network.
    public Layer net() {
        return net;
    }

    /// The number of the present epoch, from 1.
    public int epoch() {
        return epoch;
    }

    /// How many epochs there will be at most.
    public int epochs() {
        return epochs;
    }

    /// How many steps of this epoch have been made.
    public int step() {
        return step;
    }

    /// How many steps an epoch has.
    public int steps() {
        return steps;
    }

    /// How many samples of this epoch have been learnt from.
    public int seen() {
        return seen;
    }

    /// How many samples an epoch has.
    public int samples() {
        return samples;
    }

    /// The loss of the last step.
    public double loss() {
        return loss;
    }

    /// The mean loss of this epoch so far.
    public double meanLoss() {
        return meanLoss;
    }

    /// The learning rate of the last step.
    public double rate() {
        return rate;
    }

    /// The length of each parameter's gradient in the last step, before clipping, by the
    /// parameters' names.
    public Map<String, Double> gradientNorms() {
        var named = new LinkedHashMap<String, Double>();
        for (var i = 0; i < norms.size(); i++) {
            named.put(parameters.get(i), norms.get(i));
        }
        return Collections.unmodifiableMap(named);
    }

    /// The epochs that have ended.
    public History history() {
        return new History(done, best);
    }

    /// Ends the training after this step.
    ///
    /// @param why what the run says about its end
    public void stop(String why) {
        stop = why;
    }

    String stopReason() {
        return stop;
    }

    void epochBegins(int number) {
        epoch = number;
        step = 0;
        seen = 0;
        meanLoss = Double.NaN;
    }

    void stepped(
            double lastLoss,
            double mean,
            double lastRate,
            int samplesSeen,
            List<Double> gradients) {
        step++;
        seen = samplesSeen;
        loss = lastLoss;
        meanLoss = mean;
        rate = lastRate;
        norms = gradients;
    }

    void epochEnded(Epoch ended, int bestNumber) {
        done.add(ended);
        best = bestNumber;
    }

    void resumed(List<Epoch> before, int bestNumber) {
        done.addAll(before);
        best = bestNumber;
    }

    /// `epoch 3 of 20, step 17 of 938`.
    @Override
    public String toString() {
        return "epoch %d of %d, step %d of %d".formatted(epoch, epochs, step, steps);
    }
}
