package dev.cuaderno.train;

import dev.cuaderno.tensor.Generator;

/// Changes samples at random, so that a network sees others in every epoch.
@FunctionalInterface
public interface Augmentation {

    /// Other samples in place of these.
    ///
    /// @param random everything random comes from here: the same state gives the same batch
    Batch apply(Batch batch, Generator random);

    /// This change and then another.
    default Augmentation then(Augmentation next) {
        return (batch, random) ->
                next.apply(apply(batch, random.fork("first")), random.fork("then"));
    }
}
