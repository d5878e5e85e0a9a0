package dev.cuaderno.plan;

import dev.cuaderno.kernels.Passes.Plane;

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
        if (computes) {
            mix.compute(image, to);
        } else {
            mix.frame(image, to);
        }
    }

    /// On the way forward: one image where it is, or in scratch memory.
    Plane read(int image, float[] scratch) {
        if (computes && mix.out != null && mix.out != mix.first.z()) {
            mix.compute(image, new Plane(mix.out.array, mix.out.at(image), mix.out.row()));
        }
        return mix.read(image, scratch);
    }
}
