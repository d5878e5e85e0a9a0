package dev.cuaderno;

import dev.cuaderno.optim.Adadelta;
import dev.cuaderno.optim.Adagrad;
import dev.cuaderno.optim.Adam;
import dev.cuaderno.optim.AdamW;
import dev.cuaderno.optim.RmsProp;
import dev.cuaderno.optim.Sgd;

/// Optimisers, for [Cuaderno].
abstract class OptimFacade {

    OptimFacade() {}

    /// Stochastic gradient descent: `sgd(0.1).momentum(0.9).weightDecay(1e-4).over(parameters)`.
    public static Sgd sgd(double learningRate) {
        return new Sgd(learningRate);
    }

    /// Adam, each step scaled by running moments of the gradient.
    public static Adam adam(double learningRate) {
        return new Adam(learningRate);
    }

    /// Adam with weight decay apart from the gradient, 0.01 unless given.
    public static AdamW adamW(double learningRate) {
        return new AdamW(learningRate);
    }

    /// Steps divided by the running root mean square of the gradient.
    public static RmsProp rmsProp(double learningRate) {
        return new RmsProp(learningRate);
    }

    /// Steps divided by the root of the sum of all squared gradients.
    public static Adagrad adagrad(double learningRate) {
        return new Adagrad(learningRate);
    }

    /// Steps as large as earlier steps were; the rate can stay 1.
    public static Adadelta adadelta(double learningRate) {
        return new Adadelta(learningRate);
    }
}
