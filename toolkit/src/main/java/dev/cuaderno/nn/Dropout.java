package dev.cuaderno.nn;

import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Tensor;

import java.util.Arrays;

/// Dropout: in training every element is 0 with probability p, and the others are divided by 1−p,
/// so that the expected value stays; otherwise nothing happens. Srivastava et al. (2014), in its
/// inverted form.
///
/// The draws depend on the seed of [Layer#init] and the layer's name, and go on from batch to
/// batch; while a network is fitted they come from the [Noise] of each step.
public final class Dropout extends Primitive {

    private final double p;
    private final boolean channels;
    private long seed;
    private Generator random;

    private Dropout(double p, boolean channels) {
        if (!(p >= 0 && p < 1)) {
            throw new IllegalArgumentException(
                    "dropout: the probability is from 0 and below 1, not " + p);
        }
        this.p = p;
        this.channels = channels;
    }

    /// Drops elements.
    public static Dropout of(double p) {
        return new Dropout(p, false);
    }

    /// Drops whole channels of `[N, C, ...]`.
    public static Dropout ofChannels(double p) {
        return new Dropout(p, true);
    }

    /// What stays: 1 where a draw from 0 to 1 is at least p, 0 elsewhere.
    public Tensor mask(Tensor draws) {
        return draws.ge(p);
    }

    /// What training does with a given mask: x·mask/(1−p).
    public Tensor forward(Tensor x, Tensor mask) {
        return x.times(mask.to(x.dtype())).div(1 - p);
    }

    @Override
    protected Tensor compute(Tensor x) {
        return Mode.isTraining() && p > 0 ? forward(x, mask(draw(x.shape()))) : x;
    }

    /// What the next forward pass in training multiplies an input of this shape by: 0 or 1/(1−p).
    /// Channels that are dropped as a whole have axes of size 1.
    public Tensor factors(Shape input) {
        return mask(draw(input)).to(DType.FLOAT32).div(1 - p);
    }

    private synchronized Tensor draw(Shape shape) {
        var sizes = shape.sizes();
        if (channels) {
            Arrays.fill(sizes, Math.min(2, sizes.length), sizes.length, 1);
        }
        return stream().rand(sizes);
    }

    private Generator stream() {
        var given = Noise.next(path() + ".mask");
        if (given != null) {
            return given;
        }
        if (random == null) {
            random = new Generator(seed).fork(path() + ".mask");
        }
        return random;
    }

    @Override
    synchronized void reseed(long newSeed) {
        seed = newSeed;
        random = null;
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public String kind() {
        return channels ? "dropout2d" : "dropout";
    }

    @Override
    protected String details() {
        return "p=" + p;
    }
}
