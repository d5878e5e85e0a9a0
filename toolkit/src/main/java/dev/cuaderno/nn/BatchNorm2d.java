package dev.cuaderno.nn;

/// Batch normalisation of images: `[N, C, H, W]`, see [BatchNorm].
public final class BatchNorm2d extends BatchNorm {

    private BatchNorm2d(int channels, double eps, double momentum) {
        super(channels, eps, momentum);
    }

    /// For so many channels, with ε = 10⁻⁵ and m = 0.1.
    public static BatchNorm2d of(int channels) {
        return new BatchNorm2d(channels, 1e-5, 0.1);
    }

    /// The same with another ε.
    public BatchNorm2d eps(double value) {
        return new BatchNorm2d(channels(), value, momentum());
    }

    /// The same with another share of new batches in the running statistics.
    public BatchNorm2d momentum(double value) {
        return new BatchNorm2d(channels(), eps(), value);
    }

    @Override
    boolean takes(int rank) {
        return rank == 4;
    }

    @Override
    String layout() {
        return "[N, C, H, W]";
    }

    @Override
    public String kind() {
        return "batchNorm2d";
    }
}
