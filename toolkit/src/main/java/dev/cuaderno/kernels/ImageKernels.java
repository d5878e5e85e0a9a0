package dev.cuaderno.kernels;

/// Layer convolutions of many images at once, by loops that are written for their very sizes. These
/// want the channels of a pixel side by side, and images that lie so are neither turned nor copied
/// more than once; others are turned on the way. As for [Kernels], results are written, never added
/// to, and the caller has checked all sizes.
public interface ImageKernels {

    /// Whether [#convolve] is for such a convolution, in this JVM.
    static boolean suits(Convolution sizes) {
        return Kernels.active() instanceof VectorKernels
                && (ImageTiles.suits(sizes) || GroupTiles.suits(sizes) || SplitGroups.suits(sizes));
    }

    /// Whether [#weights] is.
    static boolean suitsWeights(Convolution sizes) {
        return Kernels.active() instanceof VectorKernels
                && (ImageTiles.suitsWeights(sizes)
                        || GroupTiles.suits(sizes)
                        || SplitGroups.suits(sizes));
    }

    /// Whether [#back] is.
    static boolean suitsBack(Convolution sizes) {
        return Kernels.active() instanceof VectorKernels
                && (ImageTiles.suitsBack(sizes)
                        || GroupTiles.suitsBack(sizes)
                        || SplitGroups.suits(sizes));
    }

    /// The implementation for such a convolution in this JVM.
    ///
    /// @throws IllegalStateException if there is none: ask [#suits]
    static ImageKernels active(Convolution sizes) {
        if (Kernels.active() instanceof VectorKernels kernels) {
            return kernels.images(sizes);
        }
        throw new IllegalStateException("convolutions of whole batches need the vector module");
    }

    /// y = the layer convolution of x by w, plus `bias[filter]` if `bias` is not null.
    void convolve(Convolution sizes, Images x, Span w, Span bias, Images y);

    /// x = the transpose of the layer convolution by w, applied to y.
    void back(Convolution sizes, Images y, Span w, Images x);

    /// w = for every weight the sum of the cells it lay on, each times the element of y that it
    /// went into.
    void weights(Convolution sizes, Images x, Images y, Span w);
}
