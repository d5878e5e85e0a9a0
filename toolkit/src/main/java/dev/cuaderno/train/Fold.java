package dev.cuaderno.train;

/// One way to divide samples into those learnt from and those left out.
public final class Fold {

    private final int[] train;
    private final int[] validation;

    Fold(int[] train, int[] validation) {
        this.train = train.clone();
        this.validation = validation.clone();
    }

    /// The numbers of the samples to learn from.
    public int[] train() {
        return train.clone();
    }

    /// The numbers of the samples left out.
    public int[] validation() {
        return validation.clone();
    }

    /// How many samples there are of each kind.
    @Override
    public String toString() {
        return "fold: %d to learn from, %d left out".formatted(train.length, validation.length);
    }

    /// The samples of a fold.
    ///
    /// @param train to learn from
    /// @param validation left out
    public record Parts(Dataset train, Dataset validation) {}
}
