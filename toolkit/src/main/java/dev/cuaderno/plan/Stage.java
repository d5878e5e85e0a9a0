package dev.cuaderno.plan;

import dev.cuaderno.kernels.Workers;

import java.util.List;

/// A layer that does real work, or a gate, in a plan. Images are treated in groups, each by one
/// worker; the results of one stage for a group are mostly still near at hand when the next stage
/// reads them.
abstract class Stage {

    /// The layer, as reports and errors name it.
    private String name = "";

    /// What becomes of its result: known once the way back is prepared.
    Mix result;

    String name() {
        return name;
    }

    void name(String value) {
        name = value;
    }

    /// What it writes on the way forward, besides sums that it computes for others.
    List<Block> blocks() {
        return List.of();
    }

    /// What it reads and gives a gradient.
    List<Reader> readers() {
        return List.of();
    }

    /// What it reads.
    List<Mix> reads() {
        return readers().stream().map(reader -> reader.mix).toList();
    }

    /// The parameters it holds.
    List<Weights> weights() {
        return List.of();
    }

    /// The normalisation whose sums it makes on the way forward, or `null`.
    Norm norm() {
        return null;
    }

    /// What must have all its gradients before this stage can go back, since its normalisation
    /// needs their sums; or `null`.
    Mix awaited() {
        return null;
    }

    /// What has all its gradients of an image once this stage has treated it on the way back.
    List<Mix> closes() {
        return readers().stream()
                .filter(reader -> reader.turn >= 0 && reader.turn == reader.mix.givers - 1)
                .map(reader -> reader.mix)
                .toList();
    }

    /// New random numbers for a step, or `null` if it needs none.
    float[] draw() {
        return null;
    }

    /// Takes the random numbers of a step.
    void use(float[] draws) {}

    /// Before a step: nothing summed yet.
    void begin() {}

    /// Whether it treats the whole batch at once, threads sharing its results: it is a phase of its
    /// own then, of [#forward(int, Workers)] and [#backward(Workers)].
    boolean isWhole() {
        return false;
    }

    /// Images `from` to `end`.
    void forward(int from, int end, int worker, int group) {
        throw new UnsupportedOperationException("treats whole batches");
    }

    /// All images, at once or few of them: threads share each.
    void forward(int images, Workers workers) {
        forward(0, images, 0, 0);
    }

    /// All images.
    ///
    /// @param keep whether statistics move
    void forward(int images, Workers workers, boolean keep) {
        forward(images, workers);
    }

    /// The gradients of images `from` to `end`.
    void backward(int from, int end, int worker, int group) {
        throw new UnsupportedOperationException("treats whole batches");
    }

    /// The gradients of all images.
    void backward(Workers workers) {
        throw new UnsupportedOperationException("treats images by themselves");
    }
}
