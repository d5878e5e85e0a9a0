package dev.cuaderno.kernels;

import dev.cuaderno.kernels.Passes.Plane;

/// Convolutions with a kernel of 3x3 or 5x5, a step of 1 and many channels by Winograd's way: an
/// image falls into pieces of 6x6 cells that overlap, each piece becomes 36 values per channel, and
/// the values of all pieces are multiplied by those of the kernel: 36 products of matrices, with a
/// quarter (3x3) or a third (5x5) of the multiplications of the sums as they are written. See
/// [WinogradPoints].
///
/// Pieces of one or more images are treated together in scratch memory: all are taken, multiplied,
/// and given; or those of an image in bands, one after the other.
public final class WinogradTiles {

    private static final int V = Lanes.COUNT;

    /// Values of a piece: so many products.
    public static final int VALUES = WinogradPieces.VALUES;

    /// So that pieces do not meet in the same places of the first cache.
    private static final int GAP = 16;

    private final WinogradSizes sizes;
    private final int size;
    private final int down;
    private final int across;
    private final int rowsTogether;
    private final int imagesTogether;
    private final int pieces;
    private final WinogradProducts forward;
    private WinogradProducts back;
    private WinogradWeightProducts weights;

    /// Chooses the loops.
    ///
    /// @param images that may be treated together, at most
    /// @param shared whether threads share an image
    public WinogradTiles(WinogradSizes sizes, int images, boolean shared) {
        this.sizes = sizes;
        size = sizes.size();
        down = sizes.down();
        across = sizes.across();
        imagesTogether = sizes.imagesTogether(images);
        rowsTogether = sizes.rowsTogether(shared);
        var together = imagesTogether * rowsTogether * across;
        forward =
                new WinogradProducts(
                        sizes.channels(),
                        sizes.filters(),
                        pitch(sizes.channels()),
                        pitch(sizes.filters()),
                        together);
        pieces = forward.rounded(together);
        WinogradPieces.warm(size);
    }

    /// Chooses the loops for the way back.
    ///
    /// @param image whether the image's gradient is wanted too
    public void prepareBack(boolean image) {
        WinogradPieces.warmBack(size);
        var channels = pitch(sizes.channels());
        var filters = pitch(sizes.filters());
        weights =
                new WinogradWeightProducts(
                        sizes.channels(), sizes.filters(), channels, filters, filters);
        if (image) {
            back =
                    new WinogradProducts(
                            sizes.filters(),
                            sizes.channels(),
                            filters,
                            channels,
                            imagesTogether * rowsTogether * across);
        }
    }

    /// How many images are treated together.
    public int images() {
        return imagesTogether;
    }

    /// How many bands of an image are treated one after the other; 1 if several images are treated
    /// together.
    public int bands() {
        return Math.ceilDiv(down, rowsTogether);
    }

    /// Rows of pieces of a band.
    public int rows(int band) {
        return Math.min(rowsTogether, down - band * rowsTogether);
    }

    /// Pieces of so many images, or of a band of one.
    public int pieces(int images, int band) {
        return ((images - 1) * rowsTogether + rows(band)) * across;
    }

    /// Numbers of scratch memory for the pieces.
    public int scratch() {
        var most = Math.max(pieces, back == null ? 0 : back.rounded(pieces));
        return most * (pitch(sizes.channels()) + pitch(sizes.filters()));
    }

    /// Numbers of scratch memory for each thread.
    public static int own() {
        return WinogradPieces.SCRATCH;
    }

    /// From one piece to the next.
    private static int pitch(int channels) {
        return VALUES * channels + GAP;
    }

    private Plane values(Span span, int piece) {
        return new Plane(
                span.array(), span.at() + piece * pitch(sizes.channels()), sizes.channels());
    }

    private Plane sums(Span span, int piece) {
        var most = scratch() / (pitch(sizes.channels()) + pitch(sizes.filters()));
        var at = span.at() + most * pitch(sizes.channels()) + piece * pitch(sizes.filters());
        return new Plane(span.array(), at, sizes.filters());
    }

    private static Plane own(Span span) {
        return new Plane(span.array(), span.at(), V);
    }

    private int piece(int place, int row) {
        return (place * rowsTogether + row) * across;
    }

    /// Takes a row of pieces of an image.
    ///
    /// @param x the image in its frame
    /// @param place of the image among those treated together
    /// @param row of the band
    public void take(Span x, int place, int band, int row, Span scratch, Span own) {
        var xRow = sizes.frameColumns() * sizes.channels();
        var from = (band * rowsTogether + row) * size * xRow;
        for (var piece = 0; piece < across; piece += WinogradPieces.TOGETHER) {
            WinogradPieces.image(
                    new Plane(x.array(), x.at() + from + piece * size * sizes.channels(), xRow),
                    sizes.channels(),
                    Math.min(WinogradPieces.TOGETHER, across - piece),
                    size,
                    values(scratch, piece(place, row) + piece),
                    pitch(sizes.channels()),
                    own(own));
        }
    }

    /// Multiplies one of the values of all pieces by those of the kernel.
    public void multiply(int value, int pieces, Span kernel, Span scratch) {
        var x = values(scratch, 0);
        var y = sums(scratch, 0);
        forward.run(
                x.array(),
                x.at() + value * x.row(),
                kernel.array(),
                kernel.at() + value * plane(),
                y.array(),
                y.at() + value * y.row(),
                pieces);
    }

    /// Gives the results of a row of pieces.
    ///
    /// @param y the result of the image
    public void give(float[] y, int yAt, int place, int band, int row, Span scratch, Span own) {
        var yRow = sizes.outColumns() * sizes.filters();
        var first = (band * rowsTogether + row) * size;
        for (var piece = 0; piece < across; piece++) {
            var column = piece * size;
            WinogradPieces.result(
                    sums(scratch, piece(place, row) + piece),
                    size,
                    new Plane(y, yAt + first * yRow + column * sizes.filters(), yRow),
                    sizes.filters(),
                    Math.min(size, sizes.outRows() - first),
                    Math.min(size, sizes.outColumns() - column),
                    own(own));
        }
    }

    /// Takes a row of pieces of the result's gradient.
    ///
    /// @param g the gradient in its frame
    public void takeBack(Span g, int place, int band, int row, Span scratch, Span own) {
        var gRow = sizes.gradientColumns() * sizes.filters();
        var from = (band * rowsTogether + row) * size * gRow;
        WinogradPieces.resultBack(
                new Plane(g.array(), g.at() + from, gRow),
                sizes.filters(),
                across,
                size,
                sums(scratch, piece(place, row)),
                pitch(sizes.filters()),
                own(own));
    }

    /// Adds the gradient of one of the kernel's values, from image and gradient.
    public void multiplyWeights(int value, int pieces, Span scratch, Span gradient) {
        var x = values(scratch, 0);
        var g = sums(scratch, 0);
        weights.run(
                x.array(),
                x.at() + value * x.row(),
                g.array(),
                g.at() + value * g.row(),
                gradient.array(),
                gradient.at() + value * sizes.filters(),
                pieces);
    }

    /// Multiplies one of the values of all gradients by those of the kernel, turned. The images'
    /// values are lost.
    public void multiplyBack(int value, int pieces, Span turned, Span scratch) {
        var x = values(scratch, 0);
        var g = sums(scratch, 0);
        back.run(
                g.array(),
                g.at() + value * g.row(),
                turned.array(),
                turned.at() + value * plane(),
                x.array(),
                x.at() + value * x.row(),
                pieces);
    }

    /// Adds the gradients that a row of pieces gives to the image.
    ///
    /// @param x the image's gradient, without a frame
    public void giveBack(float[] x, int xAt, int place, int band, int row, Span scratch, Span own) {
        var area = new WinogradPieces.Area(sizes.rows(), sizes.columns());
        var top = (band * rowsTogether + row) * size - sizes.top();
        for (var piece = 0; piece < across; piece += WinogradPieces.TOGETHER) {
            WinogradPieces.imageBack(
                    values(scratch, piece(place, row) + piece),
                    pitch(sizes.channels()),
                    sizes.channels(),
                    Math.min(WinogradPieces.TOGETHER, across - piece),
                    size,
                    new Plane(x, xAt, sizes.columns() * sizes.channels()),
                    area,
                    top,
                    piece * size - sizes.left(),
                    own(own));
        }
    }

    /// The values of a kernel.
    ///
    /// @param w the weights: filter, channel, row, column
    /// @param turned whether for the way back
    public void kernel(float[] w, int filters, int channels, boolean turned, Span kernel) {
        var taps = sizes.kernel() * sizes.kernel();
        var width = turned ? sizes.channels() : sizes.filters();
        var depth = turned ? sizes.filters() : sizes.channels();
        var one = new float[taps * width];
        var own = new Plane(new float[WinogradPieces.SCRATCH], 0, V);
        var step = turned ? taps : channels * taps;
        var next = turned ? channels * taps : taps;
        for (var row = 0; row < (turned ? filters : channels); row++) {
            Packing.turn(w, row * next, step, turned ? channels : filters, taps, one, 0, width);
            for (var first = 0; first < width; ) {
                var some = WinogradPanels.width(first, width);
                var at = WinogradProducts.at(first, row, depth, width);
                WinogradPieces.kernel(
                        new Plane(one, first, width),
                        sizes.kernel(),
                        new Plane(kernel.array(), kernel.at() + at, plane()),
                        some,
                        own);
                first += some;
            }
        }
    }

    /// Numbers that the kernel's values take.
    public int kernelSize() {
        return VALUES * plane();
    }

    /// From one of the kernel's values to the next.
    private int plane() {
        return sizes.channels() * sizes.filters() + GAP;
    }

    /// How the gradient of the weights lies.
    public ConvLayout layout() {
        return new ConvLayout(
                sizes.kernel(), sizes.kernel(), sizes.channels(), sizes.filters(), false);
    }

    /// Numbers that the gradient of the kernel's values takes.
    public int gradientSize() {
        return sizes.channels() * pitch(sizes.filters());
    }

    /// The gradient of the weights from that of the kernel's values.
    ///
    /// @param dw in the order of [#layout]
    public void kernelBack(Span gradient, Span dw, Span own) {
        for (var panel : layout().panels()) {
            var width = panel.vectors() * V;
            for (var channel = 0; channel < sizes.channels(); channel++) {
                var from = gradient.at() + channel * pitch(sizes.filters()) + panel.first();
                var to = dw.at() + panel.at() + channel * width;
                WinogradPieces.kernelBack(
                        new Plane(gradient.array(), from, sizes.filters()),
                        sizes.kernel(),
                        new Plane(dw.array(), to, sizes.channels() * width),
                        width,
                        own(own));
            }
        }
    }
}
