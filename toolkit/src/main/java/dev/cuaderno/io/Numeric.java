package dev.cuaderno.io;

import dev.cuaderno.tensor.DType;

import java.nio.ByteBuffer;

/// How numbers lie in files, and which type of tensor holds them. Whole numbers become 32-bit
/// floating-point ones if all of them fit exactly, else 64-bit ones.
enum Numeric {
    F64("F64", "f8", 8),
    F32("F32", "f4", 4),
    F16("F16", "f2", 2),
    BF16("BF16", "", 2),
    I64("I64", "i8", 8),
    I32("I32", "i4", 4),
    I16("I16", "i2", 2),
    I8("I8", "i1", 1),
    U8("U8", "u1", 1),
    BOOL("BOOL", "b1", 1);

    private static final double EXACT_IN_FLOAT = 1 << 24;

    private final String safetensors;
    private final String numpy;
    private final int bytes;

    Numeric(String safetensors, String numpy, int bytes) {
        this.safetensors = safetensors;
        this.numpy = numpy;
        this.bytes = bytes;
    }

    /// By the name in safetensors, or `null`.
    static Numeric ofSafetensors(Object name) {
        for (var one : values()) {
            if (one.safetensors.equals(name)) {
                return one;
            }
        }
        return null;
    }

    /// By kind and size in NumPy, `f4`, or `null`.
    static Numeric ofNumpy(String name) {
        for (var one : values()) {
            if (!name.isEmpty() && one.numpy.equals(name)) {
                return one;
            }
        }
        return null;
    }

    /// What a tensor is written as.
    static Numeric of(DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> F32;
            case FLOAT64 -> F64;
        };
    }

    String safetensors() {
        return safetensors;
    }

    String numpy() {
        return numpy;
    }

    int bytes() {
        return bytes;
    }

    double get(ByteBuffer from, int index) {
        var at = index * bytes;
        return switch (this) {
            case F64 -> from.getDouble(at);
            case F32 -> from.getFloat(at);
            case F16 -> Float.float16ToFloat(from.getShort(at));
            case BF16 -> Float.intBitsToFloat(from.getShort(at) << 16);
            case I64 -> from.getLong(at);
            case I32 -> from.getInt(at);
            case I16 -> from.getShort(at);
            case I8 -> from.get(at);
            case U8 -> from.get(at) & 0xFF;
            case BOOL -> from.get(at) == 0 ? 0 : 1;
        };
    }

    void put(ByteBuffer to, int index, double value) {
        switch (this) {
            case F64 -> to.putDouble(index * bytes, value);
            case F32 -> to.putFloat(index * bytes, (float) value);
            default -> throw new IllegalArgumentException("tensors are not written as " + this);
        }
    }

    /// The type that holds numbers read from here.
    DType dtypeFor(ByteBuffer from, int count) {
        return switch (this) {
            case F64 -> DType.FLOAT64;
            case F32, F16, BF16, I16, I8, U8, BOOL -> DType.FLOAT32;
            case I32, I64 -> {
                for (var i = 0; i < count; i++) {
                    if (Math.abs(get(from, i)) > EXACT_IN_FLOAT) {
                        yield DType.FLOAT64;
                    }
                }
                yield DType.FLOAT32;
            }
        };
    }
}
