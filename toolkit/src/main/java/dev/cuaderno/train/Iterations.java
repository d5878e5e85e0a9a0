package dev.cuaderno.train;

/// How many steps a training makes.
///
/// @param perEpoch ⌈samples/batch⌉ steps in one pass over the data
/// @param lastBatch the samples of the last of them
/// @param total the steps of all epochs
/// @param dropping the steps of one pass when a last batch that is not full is left out,
///   ⌊samples/batch⌋
public record Iterations(int perEpoch, int lastBatch, int total, int dropping) {

    /// The steps for so many samples in batches, over some epochs.
    public static Iterations of(int samples, int batch, int epochs) {
        if (samples < 1 || batch < 1 || epochs < 1) {
            throw new IllegalArgumentException(
                    "iterations: %d samples, batches of %d, %d epochs: all are at least 1"
                            .formatted(samples, batch, epochs));
        }
        var perEpoch = Math.ceilDiv(samples, batch);
        return new Iterations(
                perEpoch,
                samples - (perEpoch - 1) * batch,
                Math.multiplyExact(perEpoch, epochs),
                samples / batch);
    }
}
