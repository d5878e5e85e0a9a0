package dev.cuaderno.explain;

import dev.cuaderno.tensor.Tensor;

/// The matrix over which a window moves.
///
/// @param cells the image with its padding
/// @param image where the image itself lies in it
/// @param paddingCounts whether the padding's values take part; the largest of a window, say, is
///   looked for among the image's own cells
public record Picture(Tensor cells, Region image, boolean paddingCounts) {

    /// All of it, padding too.
    Region whole() {
        return new Region(Span.of(0, cells.size(0)), Span.of(0, cells.size(1)));
    }

    /// The part of a window whose values take part.
    Region counted(Region window) {
        return window.within(paddingCounts ? whole() : image);
    }
}
