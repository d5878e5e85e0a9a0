package dev.cuaderno.datasets.augment;

import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.train.Augmentation;
import dev.cuaderno.train.Batch;

import java.util.List;

/// Changes each picture of a batch by itself.
public interface PictureChange extends Augmentation {

    /// A changed picture.
    ///
    /// @param picture `[C, H, W]` from 0 to 1
    /// @param random a stream of numbers for this picture alone
    Tensor apply(Tensor picture, Generator random);

    /// Every picture has a generator of its own, so what happens to one does not depend on how many
    /// numbers another took.
    @Override
    default Batch apply(Batch batch, Generator random) {
        var pictures = new Tensor[batch.size()];
        for (var i = 0; i < pictures.length; i++) {
            pictures[i] = apply(batch.inputs().at(i), random.fork("picture " + i));
        }
        return new Batch(Stacked.of(pictures), batch.labels());
    }

    /// This change and then another.
    default PictureChange then(PictureChange next) {
        return compose(this, next);
    }

    /// Changes one after the other.
    static PictureChange compose(PictureChange... changes) {
        var steps = List.of(changes);
        return (picture, random) -> {
            var changed = picture;
            for (var i = 0; i < steps.size(); i++) {
                changed = steps.get(i).apply(changed, random.fork("step " + i));
            }
            return changed;
        };
    }

    /// A change that happens to some pictures only.
    ///
    /// @param probability from 0 to 1
    static PictureChange sometimes(double probability, PictureChange change) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException(
                    "a probability lies between 0 and 1, not at " + probability);
        }
        return (picture, random) ->
                random.nextDouble() < probability
                        ? change.apply(picture, random.fork("change"))
                        : picture;
    }

    /// One of several changes, each as often.
    static PictureChange oneOf(PictureChange... changes) {
        var choices = List.of(changes);
        return (picture, random) ->
                choices.get((int) (random.nextDouble() * choices.size()))
                        .apply(picture, random.fork("change"));
    }
}
