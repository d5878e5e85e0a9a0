package dev.cuaderno.train;

import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import java.util.List;

/// Stacks samples and batches along their first axis.
final class Rows {

    private Rows() {}

    /// Samples of one shape as a batch.
    static Tensor stack(List<Tensor> samples) {
        return join(samples.stream().map(one -> one.unsqueeze(0)).toList());
    }

    /// Batches of samples of one shape as one batch.
    static Tensor join(List<Tensor> batches) {
        var sizes = batches.getFirst().shape().sizes();
        var inner = batches.getFirst().shape().without(0);
        sizes[0] = 0;
        for (var one : batches) {
            if (!one.shape().without(0).equals(inner)) {
                throw ShapeException.in("batch")
                        .rule("samples of one batch have one shape")
                        .got(inner + " and " + one.shape().without(0))
                        .fix("crop or scale them to one size with map(...)")
                        .error();
            }
            sizes[0] += one.size(0);
        }
        var storage = batches.getFirst().dtype().allocate(Shape.of(sizes).elements());
        var at = 0;
        for (var one : batches) {
            copy(one.contiguous(), storage, at);
            at += one.elements();
        }
        return Tensor.of(storage, Shape.of(sizes));
    }

    private static void copy(Tensor from, Storage to, int at) {
        if (from.storage() instanceof Storage.Floats source && to instanceof Storage.Floats goal) {
            System.arraycopy(source.array(), from.offset(), goal.array(), at, from.elements());
        } else {
            for (var i = 0; i < from.elements(); i++) {
                to.set(at + i, from.storage().get(from.offset() + i));
            }
        }
    }
}
