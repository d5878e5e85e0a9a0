package dev.cuaderno.kernels;

import dev.cuaderno.kernels.ChannelsLast.Frame;

/// A single convolution of images in frames, by the tiles for its very sizes.
///
/// @param turned whether it is the way back to the image
record DirectLoops(Frame frame, ConvTiles tiles, boolean turned) implements ImageTiles.Loops {

    /// The convolution itself.
    static DirectLoops forward(Convolution s) {
        var frame = ImageTiles.frame(s, s.channels());
        var filters = ConvLayout.rounded(s.filters());
        var slides =
                ConvTiles.slides(
                        s.kernelColumns(), s.channels(), s.strideColumns(), s.dilationColumns());
        var sizes =
                new ConvTiles.Sizes(
                        new ConvLayout(
                                s.kernelRows(), s.kernelColumns(), s.channels(), filters, slides),
                        frame.row(),
                        s.strideRows(),
                        s.strideColumns(),
                        s.dilationRows(),
                        s.dilationColumns(),
                        s.outRows(),
                        s.outColumns(),
                        s.outColumns() * filters,
                        filters);
        return new DirectLoops(frame, new ConvTiles(sizes, s.top(), s.height()), false);
    }

    /// The way back to the image: a convolution with the kernel turned round and a step of 1, of
    /// what came back with as many zeros between its numbers as the step had left out.
    static DirectLoops back(Convolution s) {
        var frame = ImageTiles.backFrame(s, s.filters());
        var rounded = ConvLayout.rounded(s.channels());
        var slides = ConvTiles.slides(s.kernelColumns(), s.filters(), 1, s.dilationColumns());
        var sizes =
                new ConvTiles.Sizes(
                        new ConvLayout(
                                s.kernelRows(), s.kernelColumns(), s.filters(), rounded, slides),
                        frame.row(),
                        1,
                        1,
                        s.dilationRows(),
                        s.dilationColumns(),
                        s.height(),
                        s.width(),
                        s.width() * rounded,
                        rounded);
        var zeros = Math.max(0, frame.top());
        return new DirectLoops(frame, new ConvTiles(sizes, zeros, frame.rows() - zeros), true);
    }

    ConvLayout layout() {
        return tiles.sizes().layout();
    }

    @Override
    public int filters() {
        return layout().filters();
    }

    @Override
    public int weights() {
        return layout().size();
    }

    @Override
    public void pack(Convolution s, Span w, Span packed) {
        if (turned) {
            ConvWeights.packTurned(s, layout(), w, packed);
        } else {
            ConvWeights.pack(s, layout(), w, packed);
        }
    }

    @Override
    public void run(float[] x, int xAt, float[] w, int wAt, float[] y, int yAt) {
        tiles.run(x, xAt, w, wAt, y, yAt);
    }
}
