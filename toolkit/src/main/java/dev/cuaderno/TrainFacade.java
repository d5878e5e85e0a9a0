package dev.cuaderno;

import dev.cuaderno.optim.CosineAnnealing;
import dev.cuaderno.optim.ExponentialDecay;
import dev.cuaderno.optim.MultiStepDecay;
import dev.cuaderno.optim.OneCycle;
import dev.cuaderno.optim.Plateau;
import dev.cuaderno.optim.StepDecay;
import dev.cuaderno.optim.WarmUp;

import java.util.Arrays;

/// Training, for [Cuaderno].
abstract class TrainFacade extends LayerFacade {

    TrainFacade() {}

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
