package dev.cuaderno.explain;

import dev.cuaderno.tensor.Tensor;

import java.util.Optional;

/// One channel of what is traced.
///
/// @param channel which one of the image, from 0
/// @param picture the channel with its padding
/// @param filter what lies on the window there (turned already, if it is a convolution); none for
///   pooling
public record Plane(int channel, Picture picture, Optional<Tensor> filter) {

    /// What a window takes from this channel.
    Part part(Region region) {
        var window = picture.counted(region).of(picture.cells());
        return new Part(region, window, filter.map(window::times));
    }
}
