package dev.cuaderno.plan;

import dev.cuaderno.kernels.Passes.Plane;
import dev.cuaderno.kernels.Span;
import dev.cuaderno.kernels.Workers;

/// A stage's access to what it reads.
final class Reader {

    final Mix mix;

    /// Whether this is the first to read it, and so has to compute it.
    private final boolean computes;

    /// Its turn on the way back, 0 for the first; −1 if it needs no gradient.
    int turn = -1;

    Reader(Mix mix, boolean computes) {
        this.mix = mix;
        this.computes = computes;
    }

    boolean needsGradient() {
        return turn >= 0;
    }

    /// On the way forward: one image into a frame.
    void frame(int image, Plane to) {
        mix.frame(image, to, computes, 0, mix.shape().rows);
    }

    /// The same, the rows of the image shared by threads.
    void frame(int image, Plane to, Workers workers) {
        var shape = mix.shape();
        Rows.share(
                workers,
                shape.rows,
                shape.row(),
                (from, end) -> mix.frame(image, to, computes, from, end));
    }

    /// On the way forward: one image where it is, or in scratch memory.
    Plane read(int image, Span scratch) {
        if (computes && mix.out != null && mix.out != mix.first.z()) {
            mix.compute(image, new Plane(mix.out.array, mix.out.at(image), mix.out.row()));
        }
        return mix.read(image, scratch);
    }

    /// The same, the rows of the image shared by threads.
    Plane read(int image, Span scratch, Workers workers) {
        if (mix.out == mix.first.z() || (mix.out != null && !computes)) {
            return read(image, scratch);
        }
        var shape = mix.shape();
        var to =
                mix.out == null
                        ? new Plane(scratch.array(), scratch.at(), shape.row())
                        : new Plane(mix.out.array, mix.out.at(image), mix.out.row());
        frame(image, to, workers);
        return to;
    }
}
