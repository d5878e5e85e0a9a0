package dev.cuaderno.train;

import dev.cuaderno.grad.Scopes;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.nn.Noise;
import dev.cuaderno.nn.Statistics;
import dev.cuaderno.optim.Descent;
import dev.cuaderno.optim.Optimizer;
import dev.cuaderno.plan.Planned;
import dev.cuaderno.tensor.Tensor;

import java.util.List;
import java.util.Map;

/// Learns by the tape: gradients by walking back. The network itself runs on plans where it can,
/// and is then a single step of the tape.
final class TapeEngine implements Engine {

    private final Layer net;
    private final Layer planned;
    private final Loss loss;
    private final List<String> names;
    private final Descent descent;
    private final Statistics statistics;

    /// @param net all of whose parameters have shapes
    TapeEngine(Layer net, Loss loss, Optimizer rule) {
        this.net = net;
        this.planned = Planned.of(net);
        this.loss = loss;
        var parameters = net.parameters();
        if (parameters.isEmpty()) {
            throw new IllegalArgumentException(
                    "fit: the network has no parameters to learn: "
                            + net
                            + "; layers inside a lambda are not found, make them components of a"
                            + " record or of sequential(...)");
        }
        this.statistics = new Statistics(net);
        this.names = List.copyOf(parameters.keySet());
        this.descent = rule.over(net);
    }

    @Override
    public List<String> parameters() {
        return names;
    }

    @Override
    public Outcome learn(Batch batch, Order order) {
        var before = statistics.values();
        try {
            return step(batch, order);
        } catch (NotFiniteException e) {
            statistics.restore(before);
            throw e;
        }
    }

    private Outcome step(Batch batch, Order order) {
        if (order.first()) {
            descent.zeroGrad();
        }
        var prediction = forward(batch, order);
        var value = loss.of(prediction, batch.labels());
        var number = value.itemDouble();
        if (!Double.isFinite(number)) {
            throw NotFiniteException.ofLoss(
                    order.place(), number, batch, net, () -> forward(batch, order));
        }
        (order.share() == 1 ? value : value.times(order.share())).backward();
        var norms = order.last() ? update(order) : List.<Double>of();
        return new Outcome(number, prediction.detach(), norms);
    }

    private Tensor forward(Batch batch, Order order) {
        return Noise.from(
                order.noise(), () -> Scopes.training(() -> planned.forward(batch.inputs())));
    }

    private List<Double> update(Order order) {
        var norms = descent.gradientNorms();
        for (var i = norms.size() - 1; i >= 0; i--) {
            if (!Double.isFinite(norms.get(i))) {
                throw NotFiniteException.ofGradient(order.place(), names, norms);
            }
        }
        if (order.clipValue() < Double.POSITIVE_INFINITY) {
            descent.clipValue(order.clipValue());
        }
        if (order.clipNorm() < Double.POSITIVE_INFINITY) {
            descent.clipNorm(order.clipNorm());
        }
        descent.learningRate(order.rate());
        descent.step();
        return norms;
    }

    @Override
    public Tensor predict(Tensor inputs) {
        return Scopes.noGrad(() -> Scopes.evaluating(() -> planned.forward(inputs)));
    }

    @Override
    public Map<String, Tensor> state() {
        return descent.state();
    }

    @Override
    public void restore(Map<String, Tensor> state) {
        descent.restore(state);
    }
}
