package dev.cuaderno.plan;

import dev.cuaderno.kernels.Passes.Plane;
import dev.cuaderno.kernels.Span;

import java.util.HashMap;
import java.util.Map;

/// Memory that a worker needs while it treats one image. Layers of the same size share it; the
/// frames of zeros around images stay, since nobody writes there.
final class Scratch {

    private final int workers;
    private final Memory memory;
    private final Map<String, Span[]> pieces = new HashMap<>();

    Scratch(int workers, Memory memory) {
        this.workers = workers;
        this.memory = memory;
    }

    /// How many workers there are.
    int workers() {
        return workers;
    }

    /// One piece for every worker.
    ///
    /// @param use tells apart pieces that are needed at the same time
    Span[] of(String use, int size) {
        return pieces.computeIfAbsent(use + " " + size, _ -> claimed(size, workers));
    }

    /// A frame for images with so much around them.
    Span[] frame(String use, Frame frame) {
        return pieces.computeIfAbsent(use + " " + frame, _ -> claimed(frame.size(), workers));
    }

    /// Frames for several images that all workers treat together.
    Span[] frames(int images, Frame frame) {
        return pieces.computeIfAbsent(
                images + " images " + frame, _ -> claimed(frame.size(), images));
    }

    private Span[] claimed(int size, int count) {
        var claimed = new Span[count];
        for (var i = 0; i < count; i++) {
            var place = i;
            memory.floats(Memory.Kind.SCRATCH, size, span -> claimed[place] = span);
        }
        return claimed;
    }

    /// An image and what lies around it.
    ///
    /// @param rows of the whole
    /// @param columns of the whole
    record Frame(int rows, int columns, int channels, int top, int left) {

        /// Room for vectors that begin in the last pixel.
        private static final int SPARE = 64;

        int size() {
            return rows * columns * channels + SPARE;
        }

        int row() {
            return columns * channels;
        }

        /// The image inside.
        Plane inside(Span whole) {
            return new Plane(whole.array(), whole.at() + top * row() + left * channels, row());
        }
    }
}
