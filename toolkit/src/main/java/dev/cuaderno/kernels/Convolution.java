package dev.cuaderno.kernels;

/// The sizes of one layer convolution (a correlation with zero padding): x `[batch, channels,
/// height, width]`, w `[filters, channels/groups, kernelRows, kernelColumns]`, y `[batch, filters,
/// outRows, outColumns]`, all row-major.
///
/// @param top zero rows above the image
/// @param left zero columns left of the image
public record Convolution(
        int batch,
        int channels,
        int height,
        int width,
        int filters,
        int kernelRows,
        int kernelColumns,
        int outRows,
        int outColumns,
        int strideRows,
        int strideColumns,
        int top,
        int left,
        int dilationRows,
        int dilationColumns,
        int groups) {

    /// The same of another number of images.
    Convolution withBatch(int images) {
        return new Convolution(
                images,
                channels,
                height,
                width,
                filters,
                kernelRows,
                kernelColumns,
                outRows,
                outColumns,
                strideRows,
                strideColumns,
                top,
                left,
                dilationRows,
                dilationColumns,
                groups);
    }

    /// What is done with the channels and filters of one group.
    Convolution oneGroup() {
        return new Convolution(
                batch,
                channelsPerGroup(),
                height,
                width,
                filtersPerGroup(),
                kernelRows,
                kernelColumns,
                outRows,
                outColumns,
                strideRows,
                strideColumns,
                top,
                left,
                dilationRows,
                dilationColumns,
                1);
    }

    /// The channels that one filter sees.
    public int channelsPerGroup() {
        return channels / groups;
    }

    /// The filters of one group.
    public int filtersPerGroup() {
        return filters / groups;
    }

    /// The first output column whose tap `kernelColumn` lies inside the image.
    public int firstColumn(int kernelColumn) {
        return Math.max(0, Math.ceilDiv(left - kernelColumn * dilationColumns, strideColumns));
    }

    /// One past the last output column whose tap `kernelColumn` lies inside the image.
    public int endColumn(int kernelColumn) {
        var last = width - 1 + left - kernelColumn * dilationColumns;
        return Math.min(outColumns, Math.floorDiv(last, strideColumns) + 1);
    }
}
