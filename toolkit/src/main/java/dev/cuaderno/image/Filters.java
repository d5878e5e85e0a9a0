package dev.cuaderno.image;

import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;

/// The filters of image processing, for [dev.cuaderno.tensor.Tensor#correlate].
///
/// ```java
/// photo.correlate(Filters.SHARPEN, same(mirror()))
/// ```
public final class Filters {

    /// Leaves the image as it is.
    public static final Tensor IDENTITY = of("0 0 0 \n 0 1 0 \n 0 0 0");

    /// Emphasises what differs from its neighbours.
    public static final Tensor SHARPEN = of("0 -1 0 \n -1 5 -1 \n 0 -1 0");

    /// The mean of 3x3 cells.
    public static final Tensor BLUR = box(3);

    /// The difference to the left neighbour.
    public static final Tensor EDGE_ENHANCE = of("0 0 0 \n -1 1 0 \n 0 0 0");

    /// The Laplacian over four neighbours: 0 where the image is flat.
    public static final Tensor EDGE_DETECT = of("0 1 0 \n 1 -4 1 \n 0 1 0");

    /// The Laplacian over eight neighbours, with the centre positive.
    public static final Tensor EDGE_DETECT_8 = of("-1 -1 -1 \n -1 8 -1 \n -1 -1 -1");

    /// Light from the top left, as if the image were pressed into paper.
    public static final Tensor EMBOSS = of("-2 -1 0 \n -1 1 1 \n 0 1 2");

    /// The slope to the left, smoothed over three rows (Sobel): bright left of dark is positive.
    public static final Tensor SOBEL_X = of("1 0 -1 \n 2 0 -2 \n 1 0 -1");

    /// The slope upwards, smoothed over three columns (Sobel): bright above dark is positive.
    public static final Tensor SOBEL_Y = SOBEL_X.transpose();

    /// Horizontal lines one cell wide.
    public static final Tensor LINE_HORIZONTAL = of("-1 -1 -1 \n 2 2 2 \n -1 -1 -1");

    /// Vertical lines one cell wide.
    public static final Tensor LINE_VERTICAL = LINE_HORIZONTAL.transpose();

    /// Lines rising to the right at 45 degrees.
    public static final Tensor LINE_45 = of("-1 -1 2 \n -1 2 -1 \n 2 -1 -1");

    /// Lines falling to the right at 45 degrees.
    public static final Tensor LINE_135 = of("2 -1 -1 \n -1 2 -1 \n -1 -1 2");

    /// The Laplacian of a Gaussian with standard deviation 1.4, on 9x9 cells: blobs and edges.
    public static final Tensor LOG = laplacianOfGaussian(9, 1.4);

    private Filters() {}

    /// The mean of `size` x `size` cells.
    public static Tensor box(int size) {
        return Tensors.full(1.0 / (size * size), DType.FLOAT32, Shape.of(size, size));
    }

    /// Weights e^(−(x²+y²)/2σ²) around the centre, divided by their sum.
    ///
    /// @param sigma the standard deviation in cells
    public static Tensor gaussian(int size, double sigma) {
        var bell = squaredDistances(size).div(-2 * sigma * sigma).exp();
        return bell.div(bell.sum());
    }

    /// The second derivative of a Gaussian, (r² − 2σ²)/σ⁴ · e^(−r²/2σ²), shifted so that its sum is
    /// 0: a flat image gives 0.
    ///
    /// @param sigma the standard deviation in cells
    public static Tensor laplacianOfGaussian(int size, double sigma) {
        var r2 = squaredDistances(size);
        var s2 = sigma * sigma;
        var filter = r2.minus(2 * s2).div(s2 * s2).times(r2.div(-2 * s2).exp());
        return filter.minus(filter.mean());
    }

    private static Tensor squaredDistances(int size) {
        var half = (size - 1) / 2.0;
        var squares = Tensors.linspace(-half, half, size).square();
        return squares.reshape(size, 1).plus(squares);
    }

    private static Tensor of(String table) {
        return Tensors.parse(table);
    }
}
