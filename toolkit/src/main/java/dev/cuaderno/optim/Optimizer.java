package dev.cuaderno.optim;

import dev.cuaderno.nn.Layer;
import dev.cuaderno.nn.Parameter;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import java.util.Collection;
import java.util.List;

/// A rule that changes parameters by their gradients. Every element is treated by itself, in double
/// arithmetic.
public interface Optimizer {

    /// η, the size of steps to begin with; a [Descent] may change it on its way.
    double learningRate();

    /// What is remembered for every element between steps, by names such as `momentum`; all zeros
    /// at first.
    List<String> slots();

    /// One step for one parameter.
    ///
    /// @param at the parameter's numbers, its gradient, and the memory of [#slots] in their order
    void step(Place at);

    /// Binds this rule to parameters.
    ///
    /// @throws IllegalStateException if one of the tensors is no parameter
    default Descent over(Collection<Tensor> parameters) {
        return new Descent(this, parameters);
    }

    /// Binds this rule to parameters.
    default Descent over(Tensor... parameters) {
        return over(List.of(parameters));
    }

    /// Binds this rule to all trainable parameters of a network.
    ///
    /// @throws IllegalStateException if a layer still infers its inputs: build it first
    default Descent over(Layer net) {
        return over(net.parameters().values().stream().map(Parameter::value).toList());
    }

    /// Where a step is made: one parameter. All storages have the same number of elements.
    ///
    /// @param w the parameter's numbers, to be changed
    /// @param g the gradient, to be read from `gradientAt` on
    /// @param slots the rule's memory, to be changed
    /// @param step the number of this step, from 1
    /// @param learningRate η of this step
    record Place(
            Storage w,
            Storage g,
            int gradientAt,
            List<Storage> slots,
            int step,
            double learningRate) {

        /// How many elements the parameter has.
        public int size() {
            return w.size();
        }

        /// One element of the gradient.
        public double gradient(int index) {
            return g.get(gradientAt + index);
        }
    }

    /// Refuses numbers outside of an interval.
    static double within(String name, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(
                    name + " lies between " + low + " and " + high + ", not " + value);
        }
        return value;
    }
}
