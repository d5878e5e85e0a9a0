package dev.cuaderno.plan;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.nn.Parameter;
import dev.cuaderno.op.Op;
import dev.cuaderno.tensor.Tensor;

import java.util.List;
import java.util.Map;

/// One forward pass in training as a step of the tape.
final class Pass implements Op {

    private final Planned owner;
    private final Plan plan;
    private final Tensor x;
    private List<float[]> draws = List.of();
    private long step;
    private Tensor answered;
    private long answer;
    private Map<Parameter, Tensor> gradients;

    Pass(Planned owner, Plan plan, Tensor x) {
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
        draws = plan.draw();
        var y = owner.computed(plan, x, draws, true);
        step = plan.step();
        return y;
    }

    @Override
    public Tensor backward(int index, Flow at) {
        if (at.result().isTracked()) {
            throw new UnsupportedOperationException(
                    "derivatives of higher order of a network on a plan; call it inside"
                            + " layerByLayer(() -> ...)");
        }
        if (answered != at.gradient() || answer != plan.step()) {
            synchronized (owner) {
                if (!plan.holds(step)) {
                    // Another batch has passed since; its numbers lie in the plan's memory.
                    plan.forward(x, draws, false);
                    step = plan.step();
                }
                gradients = plan.backward(at.gradient());
                answer = plan.step();
            }
            answered = at.gradient();
        }
        return gradients.get(plan.parameters().get(index - 1));
    }
}
