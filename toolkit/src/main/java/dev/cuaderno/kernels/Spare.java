package dev.cuaderno.kernels;

import java.lang.ref.SoftReference;
import java.util.concurrent.ConcurrentLinkedDeque;

/// Memory that was used before and will be again: taking new memory means filling it with zeros,
/// which costs as much as copying a matrix into it.
final class Spare {

    private final ConcurrentLinkedDeque<SoftReference<float[]>> pieces =
            new ConcurrentLinkedDeque<>();

    /// Memory for at least so many numbers, with anything in it.
    float[] take(int size) {
        var piece = pieces.pollFirst();
        var array = piece == null ? null : piece.get();
        return array != null && array.length >= size ? array : new float[size];
    }

    /// Gives memory back that nobody else knows of.
    void give(float[] array) {
        pieces.addFirst(new SoftReference<>(array));
    }
}
