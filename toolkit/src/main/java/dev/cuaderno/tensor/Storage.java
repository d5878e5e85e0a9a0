package dev.cuaderno.tensor;

/// The block of heap memory under one or several tensors.
///
/// Reference code reads and writes any storage through `get` and `set`, in double arithmetic; fast
/// kernels take the plain array of [Floats]. Only operations that have just allocated a storage
/// write to it: afterwards tensors and their views share it and rely on its not changing.
public sealed interface Storage {

    /// The number at `index`.
    double get(int index);

    /// Puts a number at `index`, rounded to what the storage can hold.
    void set(int index, double value);

    /// How many numbers it holds.
    int size();

    /// The type of its numbers.
    DType dtype();

    /// 32-bit numbers.
    final class Floats implements Storage {
        private final float[] array;

        /// Wraps the array itself, not a copy.
        public Floats(float[] array) {
            this.array = array;
        }

        /// The array itself, not a copy.
        public float[] array() {
            return array;
        }

        @Override
        public double get(int index) {
            return array[index];
        }

        @Override
        public void set(int index, double value) {
            array[index] = (float) value;
        }

        @Override
        public int size() {
            return array.length;
        }

        @Override
        public DType dtype() {
            return DType.FLOAT32;
        }
    }

    /// 64-bit numbers.
    final class Doubles implements Storage {
        private final double[] array;

        /// Wraps the array itself, not a copy.
        public Doubles(double[] array) {
            this.array = array;
        }

        /// The array itself, not a copy.
        public double[] array() {
            return array;
        }

        @Override
        public double get(int index) {
            return array[index];
        }

        @Override
        public void set(int index, double value) {
            array[index] = value;
        }

        @Override
        public int size() {
            return array.length;
        }

        @Override
        public DType dtype() {
            return DType.FLOAT64;
        }
    }
}
