package dev.cuaderno.explain;

import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

/// What a [Trace] was made of, so that it can be made again of another sample or channel.
///
/// @param image a matrix or a vector, channels `[C, H, W]`, or a batch `[N, C, H, W]`
/// @param step how a result comes from it
/// @param sample which one of the batch, from 0
/// @param channel which channel of the result, from 0
public record Source(Tensor image, Step step, int sample, int channel) {

    /// An operation with a moving window.
    public sealed interface Step permits Filtering, Pooling {

        /// The trace of one sample and one channel of the result.
        Trace trace(Source source);
    }

    Trace trace() {
        return step.trace(this);
    }

    /// A choice among several, checked.
    static int chosen(String what, int index, int count) {
        if (index < 0 || index >= count) {
            throw ShapeException.in("trace")
                    .rule(what + " from 0 to " + (count - 1))
                    .got(what + " " + index)
                    .fix(what + "(0)")
                    .error();
        }
        return index;
    }
}
