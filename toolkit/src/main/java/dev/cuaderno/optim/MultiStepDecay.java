package dev.cuaderno.optim;

import java.util.List;

/// The rate times γ at each milestone: η·γ^(milestones reached) (PyTorch's `MultiStepLR`).
///
/// @param factor γ
/// @param milestones the ticks
public record MultiStepDecay(double factor, List<Integer> milestones) implements Schedule {

    public MultiStepDecay {
        Optimizer.within("factor", factor, 0, Double.MAX_VALUE);
        milestones = List.copyOf(milestones);
    }

    @Override
    public double rate(double base, Clock clock) {
        var reached = milestones.stream().filter(one -> one <= clock.tick()).count();
        return base * Math.pow(factor, (double) reached);
    }
}
