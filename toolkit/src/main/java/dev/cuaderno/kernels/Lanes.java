package dev.cuaderno.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The vectors of this machine.
public final class Lanes {

    /// What a vector register holds: 16, 8 or 4 numbers.
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    /// How many numbers a vector holds.
    public static final int COUNT = SPECIES.length();

    /// How many vector registers there are: 32 with vectors of 512 bits, else 16.
    public static final int REGISTERS = COUNT >= 16 ? 32 : 16;

    /// Where in a large array a line of the cache begins: behind the 16 bytes of its header.
    public static final int ALIGNED = 12;

    // What exchanges the halves of a vector, of its halves, and so on.
    private static final VectorShuffle<Float> BY_8 = VectorShuffle.fromOp(SPECIES, i -> i ^ 8);
    private static final VectorShuffle<Float> BY_4 = VectorShuffle.fromOp(SPECIES, i -> i ^ 4);
    private static final VectorShuffle<Float> BY_2 = VectorShuffle.fromOp(SPECIES, i -> i ^ 2);
    private static final VectorShuffle<Float> BY_1 = VectorShuffle.fromOp(SPECIES, i -> i ^ 1);

    private Lanes() {}

    /// The sum of a vector, halves by halves: the JVM's own has no fixed order.
    static float sum(FloatVector vector) {
        var sum = vector;
        if (COUNT > 8) {
            sum = sum.add(sum.rearrange(BY_8));
        }
        if (COUNT > 4) {
            sum = sum.add(sum.rearrange(BY_4));
        }
        sum = sum.add(sum.rearrange(BY_2));
        return sum.add(sum.rearrange(BY_1)).lane(0);
    }
}
