package dev.cuaderno.train;

import static dev.cuaderno.words.Words.say;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Tensor;

import java.util.stream.IntStream;

/// Samples as small pictures, below each its class.
public final class SampleGrid implements Displayable {

    static final int SHOWN = 20;

    private final Dataset shown;
    private final int size;

    /// @param size of the dataset that these samples are from
    SampleGrid(Dataset shown, int size) {
        this.shown = shown;
        this.size = size;
    }

    private Batch samples() {
        var all = IntStream.range(0, shown.size()).toArray();
        return shown.plain().batch(all, new Generator(0));
    }

    private String caption(Tensor label) {
        if (label.elements() != 1) {
            return "";
        }
        var number = label.itemDouble();
        var classes = shown.classes();
        return number >= 0 && number < classes.size() && number == Math.rint(number)
                ? classes.get((int) number)
                : Labels.text(number);
    }

    @Override
    public MimeBundle mime() {
        var batch = samples();
        var html = new StringBuilder("<div style=\"display:flex;flex-wrap:wrap;gap:.6em\">");
        for (var i = 0; i < batch.size(); i++) {
            html.append("<figure style=\"margin:0;text-align:center;font-size:.85em\">");
            html.append(Thumbnail.html(batch.inputs().at(i)));
            html.append("<figcaption>").append(Table.escape(caption(batch.labels().at(i))));
            html.append("</figcaption></figure>");
        }
        html.append("</div><div>").append(Table.escape(heading(batch))).append("</div>");
        return MimeBundle.html(html.toString(), toString());
    }

    private String heading(Batch batch) {
        var classes = shown.classes();
        return say(
                "%d of %d samples %s%s",
                shown.size(),
                size,
                batch.inputs().shape().without(0),
                classes.isEmpty() ? "" : say(" of %d classes", classes.size()));
    }

    @Override
    public String toString() {
        var batch = samples();
        var text = new StringBuilder(heading(batch)).append(":");
        for (var i = 0; i < batch.size(); i++) {
            text.append(i == 0 ? " " : ", ").append(caption(batch.labels().at(i)));
        }
        return text.toString();
    }
}
