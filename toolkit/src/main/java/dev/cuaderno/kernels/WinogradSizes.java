package dev.cuaderno.kernels;

/// How image, kernel and result of a convolution lie for [WinogradTiles], and how many of their
/// pieces are treated together. All channels are multiples of [Lanes#COUNT].
///
/// @param kernel rows and columns of the kernel
/// @param channels of the image
/// @param filters channels of the result
/// @param rows of the image
/// @param columns of the image
/// @param top rows of zeros above it
/// @param left columns of zeros beside it
/// @param outRows rows of the result
/// @param outColumns columns of the result
public record WinogradSizes(
        int kernel,
        int channels,
        int filters,
        int rows,
        int columns,
        int top,
        int left,
        int outRows,
        int outColumns) {

    private static final int CELLS = WinogradPoints.CELLS;
    private static final int VALUES = WinogradPieces.VALUES;

    /// Numbers that pieces treated together may take, to stay in the second cache.
    private static final int NEAR = 150_000;

    /// Values of a kernel that stay there too.
    private static final int NEAR_KERNEL = 250_000;

    /// Values of a kernel that are too many; and in training, where each thread has a gradient of
    /// them too.
    private static final long MOST = 1 << 29;

    private static final long MOST_TRAINED = 1 << 20;

    /// Bands of an image that threads share, at least, if it has enough rows.
    private static final int BANDS = 14;

    // What a multiplication by one of the kernel's values costs, against one by a weight; what it
    // costs to take and to give a piece, for every channel and filter; and what it costs to fetch
    // a number of a kernel that does not stay in the second cache.
    private static final double PRODUCT = 1.15;
    private static final double TAKE = 600;
    private static final double GIVE = 400;
    private static final double FETCH = 40;

    /// How much less it must cost than the plain sums.
    private static final double LESS = 0.65;

    /// Whether this way is faster than the plain sums.
    ///
    /// @param images that may be treated together
    /// @param training whether gradients are wanted
    public boolean pays(int images, boolean training) {
        if (channels % Lanes.COUNT != 0
                || (kernel != 3 && kernel != 5)
                || (long) VALUES * channels * filters > (training ? MOST_TRAINED : MOST)) {
            return false;
        }
        var fetch = isNear() ? 0 : FETCH;
        var piece = PRODUCT * VALUES + TAKE / filters + GIVE / channels;
        var all = piece * down() * across() + fetch * VALUES / imagesTogether(images);
        return all < LESS * kernel * kernel * (outRows * outColumns + fetch);
    }

    private boolean isNear() {
        return kernelSize() <= NEAR_KERNEL;
    }

    private int kernelSize() {
        return VALUES * channels * filters;
    }

    /// How many pieces may be treated together. A kernel that has to be fetched again for others is
    /// worth more of them.
    private int piecesTogether() {
        var numbers = isNear() ? NEAR : Math.max(NEAR, 2 * kernelSize());
        return numbers / (VALUES * (channels + filters));
    }

    /// How many images are treated together.
    ///
    /// @param images that may be, at most
    int imagesTogether(int images) {
        return Math.clamp(piecesTogether() / (down() * across()), 1, images);
    }

    /// How many rows of pieces are treated together.
    ///
    /// @param shared whether threads share the image
    int rowsTogether(boolean shared) {
        var bands = Math.ceilDiv(down(), Math.clamp(piecesTogether() / across(), 1, down()));
        if (shared && isNear()) {
            bands = Math.max(bands, Math.min(down(), BANDS));
        }
        return Math.ceilDiv(down(), bands);
    }

    /// Results of a piece in one dimension.
    int size() {
        return CELLS + 1 - kernel;
    }

    /// Rows of pieces.
    int down() {
        return Math.ceilDiv(outRows, size());
    }

    /// Pieces of a row.
    int across() {
        return Math.ceilDiv(outColumns, size());
    }

    /// Rows of the frame that all pieces see.
    public int frameRows() {
        return gradientRows() + kernel - 1;
    }

    /// Columns of the frame that all pieces see.
    public int frameColumns() {
        return gradientColumns() + kernel - 1;
    }

    /// Rows of the frame for the result's gradient.
    public int gradientRows() {
        return down() * size();
    }

    /// Columns of the frame for the result's gradient.
    public int gradientColumns() {
        return across() * size();
    }
}
