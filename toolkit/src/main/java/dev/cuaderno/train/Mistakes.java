package dev.cuaderno.train;

import static dev.cuaderno.words.Words.say;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Tensor;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Samples whose class was not predicted, with their pictures.
public final class Mistakes implements Displayable {

    private static final int SHOWN = 24;

    private final Dataset data;
    private final List<Mistake> all;

    Mistakes(Dataset data, List<Mistake> all) {
        this.data = data;
        this.all = List.copyOf(all);
    }

    /// A sample that was taken for something else.
    ///
    /// @param index its number among the samples
    /// @param truth its class
    /// @param predicted the class it was taken for
    /// @param confidence the probability that the network gave to that; for a network with a single
    ///   output, the output
    public record Mistake(int index, int truth, int predicted, double confidence) {}

    /// All of them.
    public List<Mistake> all() {
        return all;
    }

    /// How many there are.
    public int size() {
        return all.size();
    }

    /// The input of one of them.
    public Tensor input(int position) {
        return sample(all.get(position));
    }

    /// Only the first.
    public Mistakes first(int count) {
        return new Mistakes(data, all.subList(0, Math.min(count, all.size())));
    }

    /// Those first of which the network was surest.
    public Mistakes surest() {
        return new Mistakes(
                data,
                all.stream()
                        .sorted(Comparator.comparingDouble(Mistake::confidence).reversed())
                        .toList());
    }

    /// Only one kind: samples of a class that were taken for another.
    public Mistakes of(int truth, int predicted) {
        return new Mistakes(
                data,
                all.stream()
                        .filter(one -> one.truth == truth && one.predicted == predicted)
                        .toList());
    }

    private Tensor sample(Mistake mistake) {
        return data.batch(new int[] {mistake.index}, new Generator(0)).inputs().at(0);
    }

    private String name(int number) {
        var classes = data.classes();
        return number < classes.size() ? classes.get(number) : Integer.toString(number);
    }

    private String caption(Mistake one) {
        return String.format(
                Locale.ROOT,
                "%s → %s (%.2f)",
                name(one.truth),
                name(one.predicted),
                one.confidence);
    }

    private String html() {
        var html = new StringBuilder("<div style=\"display:flex;flex-wrap:wrap;gap:.6em\">");
        for (var one : first(SHOWN).all) {
            html.append("<figure style=\"margin:0;text-align:center;font-size:.85em\">");
            html.append(Thumbnail.html(sample(one)));
            html.append("<figcaption>").append(Table.escape(caption(one)));
            html.append("</figcaption></figure>");
        }
        return html.append("</div><div>").append(heading()).append("</div>").toString();
    }

    private String heading() {
        var shown = Math.min(SHOWN, all.size());
        return shown < all.size()
                ? say("%d of %d mistakes", shown, all.size())
                : say("%d mistakes", all.size());
    }

    /// The first of them as pictures, below each what it is, what it was taken for, and how surely.
    @Override
    public MimeBundle mime() {
        return MimeBundle.html(html(), toString());
    }

    @Override
    public String toString() {
        var text = new StringBuilder(heading());
        first(SHOWN)
                .all
                .forEach(
                        one ->
                                text.append("\n")
                                        .append(one.index)
                                        .append(": ")
                                        .append(caption(one)));
        return text.toString();
    }
}
