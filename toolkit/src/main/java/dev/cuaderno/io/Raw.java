package dev.cuaderno.io;

import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Tensors from bytes and back.
final class Raw {

    private Raw() {}

    /// @param from the numbers in row-major order, its byte order set
    static Tensor read(ByteBuffer from, Numeric type, Shape shape) {
        var storage = type.dtypeFor(from, shape.elements()).allocate(shape.elements());
        for (var i = 0; i < shape.elements(); i++) {
            storage.set(i, type.get(from, i));
        }
        return Tensor.of(storage, shape);
    }

    /// The numbers in row-major order, lowest byte first.
    static ByteBuffer write(Tensor tensor) {
        var dense = tensor.contiguous();
        var type = Numeric.of(dense.dtype());
        var size = Math.multiplyExact(type.bytes(), dense.elements());
        var bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        for (var i = 0; i < dense.elements(); i++) {
            type.put(bytes, i, dense.storage().get(dense.offset() + i));
        }
        return bytes;
    }
}
