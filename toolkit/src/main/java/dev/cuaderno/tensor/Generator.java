package dev.cuaderno.tensor;

import java.util.random.RandomGenerator;

/// Random numbers from a seed: the same seed gives the same numbers on every machine and every
/// version of Java.
///
/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014), and
/// the polar form of the Box-Muller transform (Marsaglia and Bray, 1964) for normal numbers. Not
/// safe for use by several threads at once: [#fork] one per thread.
public final class Generator implements RandomGenerator {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final long seed;
    private long state;
    private double spare = Double.NaN;

    /// A stream of numbers that depends on nothing but the seed.
    public Generator(long seed) {
        this.seed = seed;
        this.state = seed;
    }

    /// A stream of its own for `name` (the path of a parameter, say). It depends on this
    /// generator's seed and the name alone, not on what has been drawn before.
    public Generator fork(String name) {
        var hash = mix(seed + GOLDEN_GAMMA);
        for (var i = 0; i < name.length(); i++) {
            hash = mix(hash + GOLDEN_GAMMA * (name.charAt(i) + 1L));
        }
        return new Generator(hash);
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    @Override
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /// Uniform from 0 (inclusive) to 1 (exclusive).
    @Override
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /// Normal with mean 0 and standard deviation 1.
    @Override
    public double nextGaussian() {
        if (!Double.isNaN(spare)) {
            var next = spare;
            spare = Double.NaN;
            return next;
        }
        double u;
        double v;
        double s;
        do {
            u = 2 * nextDouble() - 1;
            v = 2 * nextDouble() - 1;
            s = u * u + v * v;
        } while (s >= 1 || s == 0);
        var scale = Math.sqrt(-2 * StrictMath.log(s) / s);
        spare = v * scale;
        return u * scale;
    }

    /// Uniform numbers from 0 (inclusive) to 1 (exclusive).
    public Tensor rand(int... sizes) {
        var values = new float[Shape.of(sizes).elements()];
        for (var i = 0; i < values.length; i++) {
            values[i] = (nextLong() >>> 40) * 0x1.0p-24f;
        }
        return Tensor.of(new Storage.Floats(values), Shape.of(sizes));
    }

    /// Normal numbers with mean 0 and standard deviation 1.
    public Tensor randn(int... sizes) {
        var values = new float[Shape.of(sizes).elements()];
        for (var i = 0; i < values.length; i++) {
            values[i] = (float) nextGaussian();
        }
        return Tensor.of(new Storage.Floats(values), Shape.of(sizes));
    }

    /// The numbers 0 to `n - 1` in random order.
    public int[] permutation(int n) {
        var order = new int[n];
        for (var i = 0; i < n; i++) {
            var j = (int) Math.unsignedMultiplyHigh(nextLong(), i + 1L);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
