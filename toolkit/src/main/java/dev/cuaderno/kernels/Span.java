package dev.cuaderno.kernels;

/// Some numbers of an array, from one on. Large arrays begin at a line of the processor's cache,
/// and vectors that cross none are read faster; therefore small pieces of memory are cut out of
/// large ones.
// The memory itself is meant, not its contents.
@SuppressWarnings("ArrayRecordComponent")
public record Span(float[] array, int at) {

    /// The same without its first numbers.
    public Span from(int index) {
        return new Span(array, at + index);
    }
}
