package dev.cuaderno.kernels;

import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedDeque;

/// Memory that was used before and will be again: taking new memory means filling it with zeros,
/// which costs as much as copying a matrix into it.
final class Spare {

    /// Arrays of so many numbers begin at a line of the cache.
    private static final int LARGE = 1 << 20;

    private final ConcurrentLinkedDeque<SoftReference<float[]>> pieces =
            new ConcurrentLinkedDeque<>();

    /// Memory for at least so many numbers, with anything in it.
    float[] take(int size) {
        var piece = pieces.pollFirst();
        var array = piece == null ? null : piece.get();
        return array != null && array.length >= size ? array : new float[size];
    }

    /// Memory, all 0, in which vectors cross no lines of the processor's cache.
    Span claim(int size) {
        var array = take(Math.max(LARGE, Lanes.ALIGNED + size));
        Arrays.fill(array, 0, Lanes.ALIGNED + size, 0f);
        return new Span(array, Lanes.ALIGNED);
    }

    /// Gives memory back that nobody else knows of.
    void give(float[] array) {
        pieces.addFirst(new SoftReference<>(array));
    }

    /// Gives back what threads have claimed, `null` where one has not.
    void giveAll(Span[] claimed) {
        for (var span : claimed) {
            if (span != null) {
                give(span.array());
            }
        }
    }
}
