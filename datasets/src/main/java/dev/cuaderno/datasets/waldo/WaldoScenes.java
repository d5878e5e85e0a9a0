package dev.cuaderno.datasets.waldo;

import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;
import dev.cuaderno.train.Batch;
import dev.cuaderno.train.Dataset;

/// Scenes with the places to be found: inputs `[N, 3, 240, 360]`, labels `[N, 2]`, the first row
/// and the first column of the place. A scene is drawn when it is asked for.
///
/// @param size how many
/// @param seed of all; scene i is that of `seed + i`
public record WaldoScenes(int size, long seed) implements Dataset {

    public WaldoScenes {
        if (size < 1) {
            throw new IllegalArgumentException("waldo: at least one scene, not " + size);
        }
    }

    /// One scene.
    public WaldoScene scene(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException(
                    "scene %d of %d: they count from 0".formatted(index, size));
        }
        return Crowd.scene(seed + index);
    }

    @Override
    public Batch batch(int[] indices, Generator random) {
        var pictures = new Tensor[indices.length];
        var places = new Tensor[indices.length];
        for (var i = 0; i < indices.length; i++) {
            var scene = scene(indices[i]);
            pictures[i] = scene.picture();
            places[i] = Tensors.of(scene.top(), scene.left());
        }
        return new Batch(Tensors.stack(0, pictures), Tensors.stack(0, places));
    }
}
