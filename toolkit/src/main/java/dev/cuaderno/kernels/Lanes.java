package dev.cuaderno.kernels;

import jdk.incubator.vector.FloatVector;
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

    private Lanes() {}

    /// The sum of a vector that was written to memory, halves by halves: the JVM's own has no fixed
    /// order. What lies there is lost.
    static float sum(float[] vector, int at) {
        for (var half = COUNT / 2; half > 0; half /= 2) {
            for (var i = 0; i < half; i++) {
                vector[at + i] += vector[at + half + i];
            }
        }
        return vector[at];
    }
}
