package dev.cuaderno.nn;

/// Batch normalisation of vectors and signals: `[N, C]` or `[N, C, L]`, see [BatchNorm].
public final class BatchNorm1d extends BatchNorm {

    private BatchNorm1d(int channels, double eps, double momentum) {
        super(channels, eps, momentum);
    }

    /// For so many channels, with ε = 10⁻⁵ and m = 0.1.
    public static BatchNorm1d of(int channels) {
        return new BatchNorm1d(channels, 1e-5, 0.1);
    }

    /// The same with another ε.
    public BatchNorm1d eps(double value) {
        return new BatchNorm1d(channels(), value, momentum());
    }

    /// The same with another share of new batches in the running statistics.
    public BatchNorm1d momentum(double value) {
        return new BatchNorm1d(channels(), eps(), value);
    }

    @Override
    boolean takes(int rank) {
        return rank == 2 || rank == 3;
    }

    @Override
    String layout() {
        return "[N, C] or [N, C, L]";
    }

    @Override
    public String kind() {
        return "batchNorm1d";
    }
}
