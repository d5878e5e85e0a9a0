package dev.cuaderno.tensor;

/// How precisely a tensor stores its numbers.
public enum DType {
    /// 24 bits of mantissa, about seven decimal digits: what networks compute with.
    FLOAT32,
    /// 53 bits of mantissa, about sixteen decimal digits: for checking gradients and formulas.
    FLOAT64;

    /// A block of `size` zeros.
    public Storage allocate(int size) {
        return switch (this) {
            case FLOAT32 -> new Storage.Floats(new float[size]);
            case FLOAT64 -> new Storage.Doubles(new double[size]);
        };
    }

    /// The type of a result computed from both: the more precise one.
    public static DType widest(DType a, DType b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    /// The name as other libraries write it: `float32`.
    @Override
    public String toString() {
        return switch (this) {
            case FLOAT32 -> "float32";
            case FLOAT64 -> "float64";
        };
    }
}
