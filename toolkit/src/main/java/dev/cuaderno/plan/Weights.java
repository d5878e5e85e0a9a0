package dev.cuaderno.plan;

import dev.cuaderno.grad.Leaf;
import dev.cuaderno.kernels.ConvLayout;
import dev.cuaderno.kernels.Passes;
import dev.cuaderno.kernels.Span;
import dev.cuaderno.nn.Parameter;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import java.util.Arrays;

/// The numbers of a parameter in a plan's own order: read from the parameter before every step, and
/// its gradient put back into the parameter's order after it.
abstract class Weights {

    final Parameter parameter;

    // Where the numbers taken over came from, and which they were.
    private Storage known;
    private int version;

    /// The last gradient that was handed out.
    private Tensor given;

    Weights(Parameter parameter) {
        this.parameter = parameter;
    }

    /// Takes over the parameter's present numbers if they are not the ones it has.
    final void refresh() {
        var value = parameter.value();
        if (!(value.origin() instanceof Leaf leaf)) {
            read();
        } else if (value.storage() != known || leaf.version() != version) {
            known = value.storage();
            version = leaf.version();
            read();
        }
    }

    /// Takes over the parameter's present numbers.
    abstract void read();

    /// The gradient in the parameter's order, in memory that nobody else looks at.
    abstract float[] gradient();

    /// Such memory, with anything in it: that of the last gradient if nobody keeps it.
    final float[] room() {
        if (given != null
                && parameter.value().origin() instanceof Leaf leaf
                && leaf.release(given)
                && given.storage() instanceof Storage.Floats floats) {
            return floats.array();
        }
        return new float[size()];
    }

    /// The parameter's numbers themselves.
    ///
    /// @throws PlanException if they are not of single precision
    final float[] source() {
        if (parameter.value().storage() instanceof Storage.Floats floats) {
            return floats.array();
        }
        throw new PlanException("the parameter " + parameter.path() + " in another precision");
    }

    /// How many numbers the parameter has.
    final int size() {
        return parameter.shape().elements();
    }

    /// The gradient as a tensor of the parameter's shape.
    final Tensor gradientTensor() {
        given = Tensor.of(new Storage.Floats(gradient()), parameter.shape());
        return given;
    }

    /// A parameter that is used as it lies: nothing is laid out anew.
    static final class Own extends Weights {

        /// In the parameter's order.
        float[] gradient;

        Own(Parameter parameter) {
            super(parameter);
        }

        @Override
        void read() {}

        @Override
        float[] gradient() {
            return gradient;
        }
    }

    /// One number per channel: a bias, or what scales and shifts a normalised channel.
    static final class PerChannel extends Weights {

        /// The numbers, rounded up to whole vectors.
        final float[] values;

        /// The gradient, likewise.
        final float[] gradient;

        PerChannel(Parameter parameter) {
            super(parameter);
            values = new float[ConvLayout.rounded(size())];
            gradient = new float[values.length];
        }

        @Override
        void read() {
            System.arraycopy(source(), 0, values, 0, size());
        }

        @Override
        float[] gradient() {
            return Arrays.copyOf(gradient, size());
        }
    }

    /// Where a weight of a convolution lies.
    @FunctionalInterface
    interface Place {
        int of(int filter, int channel, int row, int column);
    }

    /// The weights of a convolution, whose gradient is summed apart for every group of images, so
    /// that it does not depend on who computed which.
    abstract static class Summed extends Weights {

        /// How many numbers are summed over all groups before the next: they stay in the cache.
        private static final int SUMMED = 1024;

        /// For every weight of the parameter where it lies in the gradients.
        final int[] places;

        final int partialSize;

        /// One gradient per group.
        final Span[] partial;

        /// @param size how many numbers the gradients take
        Summed(Parameter parameter, int size, Place at, int groups, Memory memory) {
            super(parameter);
            places = new int[size()];
            partialSize = size;
            memory.note(Memory.Kind.WEIGHTS, places.length);
            partial = new Span[groups];
            for (var i = 0; i < groups; i++) {
                var group = i;
                memory.floats(Memory.Kind.WEIGHTS, size, span -> partial[group] = span);
            }
            var shape = parameter.shape();
            var next = 0;
            for (var filter = 0; filter < shape.size(0); filter++) {
                for (var channel = 0; channel < shape.size(1); channel++) {
                    for (var row = 0; row < shape.size(2); row++) {
                        for (var column = 0; column < shape.size(3); column++) {
                            places[next++] = at.of(filter, channel, row, column);
                        }
                    }
                }
            }
        }

        @Override
        float[] gradient() {
            var sum = partial[0];
            for (var from = 0; from < partialSize; from += SUMMED) {
                var some = Math.min(partialSize - from, SUMMED);
                for (var group = 1; group < partial.length; group++) {
                    var one = partial[group];
                    Passes.add(one.array(), one.at() + from, sum.array(), sum.at() + from, some);
                }
            }
            var gradient = room();
            for (var i = 0; i < places.length; i++) {
                gradient[i] = sum.array()[sum.at() + places[i]];
            }
            return gradient;
        }
    }

    /// The weights of a convolution in the order of its sums.
    static final class Kernel extends Summed {

        Span packed;

        /// @param size how many numbers they take
        Kernel(Parameter parameter, int size, Place at, int groups, Memory memory) {
            super(parameter, size, at, groups, memory);
            memory.floats(Memory.Kind.WEIGHTS, size, span -> packed = span);
        }

        @Override
        void read() {
            var from = source();
            for (var i = 0; i < places.length; i++) {
                packed.array()[packed.at() + places[i]] = from[i];
            }
        }
    }
}
