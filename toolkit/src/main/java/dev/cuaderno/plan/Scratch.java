package dev.cuaderno.plan;

import java.util.HashMap;
import java.util.Map;

/// Memory that a worker needs while it treats one image. Layers of the same size share it; the
/// frames of zeros around images stay, since nobody writes there.
final class Scratch {

    private final int workers;
    private final Memory memory;
    private final Map<String, float[][]> pieces = new HashMap<>();

    Scratch(int workers, Memory memory) {
        this.workers = workers;
        this.memory = memory;
    }

    /// One piece for every worker.
    ///
    /// @param use tells apart pieces that are needed at the same time
    float[][] of(String use, int size) {
        return pieces.computeIfAbsent(use + " " + size, _ -> claimed(size));
    }

    /// A frame for images with so much around them.
    float[][] frame(String use, Frame frame) {
        return pieces.computeIfAbsent(use + " " + frame, _ -> claimed(frame.size()));
    }

    private float[][] claimed(int size) {
        var piece = new float[workers][];
        for (var worker = 0; worker < workers; worker++) {
            var place = worker;
            memory.floats(Memory.Kind.SCRATCH, size, array -> piece[place] = array);
        }
        return piece;
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

        /// Where the image begins.
        int inside() {
            return top * row() + left * channels;
        }
    }
}
