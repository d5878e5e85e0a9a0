package dev.cuaderno.datasets.augment;

import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;

/// Pictures as a batch, without a step for the tape.
final class Stacked {

    private Stacked() {}

    static Tensor of(Tensor... pictures) {
        var shape = pictures[0].shape();
        var each = shape.elements();
        var all = new float[pictures.length * each];
        for (var i = 0; i < pictures.length; i++) {
            var one = pictures[i].contiguous();
            if (!one.shape().equals(shape) || !(one.storage() instanceof Storage.Floats floats)) {
                // Other types, and the error that says which shapes do not fit.
                return Tensors.stack(0, pictures);
            }
            System.arraycopy(floats.array(), one.offset(), all, i * each, each);
        }
        return Tensor.of(new Storage.Floats(all), shape.insert(0, pictures.length));
    }
}
