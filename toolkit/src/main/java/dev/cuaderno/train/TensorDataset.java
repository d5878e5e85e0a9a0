package dev.cuaderno.train;

import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

/// Samples in two tensors.
///
/// @param all every sample
record TensorDataset(Batch all) implements Dataset {

    TensorDataset {
        all = new Batch(all.inputs().detach().contiguous(), all.labels().detach().contiguous());
    }

    @Override
    public int size() {
        return all.size();
    }

    @Override
    public Batch batch(int[] indices, Generator random) {
        return new Batch(rows(all.inputs(), indices), rows(all.labels(), indices));
    }

    /// The parts of a contiguous tensor at places of its first axis.
    static Tensor rows(Tensor tensor, int... indices) {
        var sizes = tensor.shape().sizes();
        var width = tensor.elements() / sizes[0];
        var storage = tensor.dtype().allocate(Math.multiplyExact(width, indices.length));
        for (var row = 0; row < indices.length; row++) {
            if (indices[row] < 0 || indices[row] >= sizes[0]) {
                throw new IndexOutOfBoundsException(
                        "sample %d of %d: they count from 0".formatted(indices[row], sizes[0]));
            }
            copy(tensor, indices[row] * width, storage, row * width, width);
        }
        sizes[0] = indices.length;
        return Tensor.of(storage, Shape.of(sizes));
    }

    private static void copy(Tensor from, int start, Storage to, int at, int count) {
        var first = from.offset() + start;
        if (from.storage() instanceof Storage.Floats source && to instanceof Storage.Floats goal) {
            System.arraycopy(source.array(), first, goal.array(), at, count);
        } else {
            for (var i = 0; i < count; i++) {
                to.set(at + i, from.storage().get(first + i));
            }
        }
    }
}
