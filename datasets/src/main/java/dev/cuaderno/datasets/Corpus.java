package dev.cuaderno.datasets;

import static dev.cuaderno.words.Words.say;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.train.Dataset;
import dev.cuaderno.train.Normalization;

import java.util.List;
import java.util.function.UnaryOperator;

/// Samples to learn from, and others to be tested with.
///
/// A tenth of the samples to learn from, of every class alike, is put aside for validation, always
/// the same: [#train] and [#validation] have no sample in common, [#allTrain] is both.
public final class Corpus implements Displayable {

    private static final double LEARNT = 0.9;

    private final String name;
    private final Dataset allTrain;
    private final Dataset test;
    private final String origin;
    private List<Dataset> parts;

    /// @param origin where it was found
    Corpus(String name, Dataset allTrain, Dataset test, String origin) {
        this.name = name;
        this.allTrain = allTrain;
        this.test = test;
        this.origin = origin;
    }

    private synchronized List<Dataset> parts() {
        if (parts == null) {
            parts = allTrain.stratifiedSplit(0, LEARNT, 1 - LEARNT);
        }
        return parts;
    }

    /// What it is called.
    public String name() {
        return name;
    }

    /// Where it was found: a folder, a file, or what Cuaderno brings along.
    public String origin() {
        return origin;
    }

    /// The samples to learn from, without those for validation.
    public Dataset train() {
        return parts().get(0);
    }

    /// A tenth of the published training samples.
    public Dataset validation() {
        return parts().get(1);
    }

    /// All published training samples, those for validation among them.
    public Dataset allTrain() {
        return allTrain;
    }

    /// The samples to be tested with.
    public Dataset test() {
        return test;
    }

    /// The names of the classes.
    public List<String> classes() {
        return allTrain.classes();
    }

    /// The same samples with other inputs.
    public Corpus map(UnaryOperator<Tensor> change) {
        return new Corpus(name, allTrain.map(change), test.map(change), origin);
    }

    /// Inputs with mean 0 and standard deviation 1, by channel, as computed from [#train] alone.
    public Corpus normalize() {
        return normalize(Normalization.of(train()));
    }

    /// Inputs less a mean and divided by a deviation.
    public Corpus normalize(Normalization by) {
        return map(by::apply);
    }

    /// A smaller corpus for a quick try: so many samples to learn from (with those for validation)
    /// and to be tested with, of every class as many as chance gives, always the same.
    public Corpus take(int train, int test) {
        return new Corpus(
                name,
                allTrain.shuffle(0).take(Math.min(train, allTrain.size())),
                this.test.shuffle(0).take(Math.min(test, this.test.size())),
                origin);
    }

    /// Some samples as pictures, and how many there are to learn from and to test with.
    @Override
    public MimeBundle mime() {
        var pictures = allTrain.mime();
        return MimeBundle.html(
                "<div>"
                        + toString().replace("&", "&amp;").replace("<", "&lt;")
                        + "</div>"
                        + pictures.data().getOrDefault(MimeBundle.HTML, ""),
                toString());
    }

    @Override
    public String toString() {
        return say(
                "%s: %d samples to learn from, %d to test, of %d classes (%s)",
                name, allTrain.size(), test.size(), classes().size(), say(origin));
    }
}
