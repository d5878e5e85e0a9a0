package dev.cuaderno.plan;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.grad.Gradients;
import dev.cuaderno.grad.Scopes;
import dev.cuaderno.nn.Parameter;
import dev.cuaderno.op.Op;
import dev.cuaderno.tensor.Tensor;

import java.util.List;

/// One forward pass in use as a step of the tape. Its plan keeps nothing for a way back; whoever
/// asks for one has the network run once more, layer by layer.
final class Answer implements Op {

    private final Planned owner;
    private final Plan plan;
    private final Tensor x;
    private Tensor answered;
    private List<Tensor> gradients = List.of();

    Answer(Planned owner, Plan plan, Tensor x) {
        this.owner = owner;
        this.plan = plan;
        this.x = x;
    }

    @Override
    public String name() {
        return "planned network";
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        return owner.computed(plan, x, plan.draw(), false);
    }

    @Override
    public Tensor backward(int index, Flow at) {
        if (answered != at.gradient()) {
            var parameters = plan.parameters().stream().map(Parameter::value).toList();
            gradients =
                    Scopes.grad(
                            () ->
                                    Gradients.of(
                                            Scopes.evaluating(() -> owner.byLayers(x)),
                                            at.gradient(),
                                            at.result().isTracked(),
                                            parameters));
            answered = at.gradient();
        }
        return gradients.get(index - 1);
    }
}
