package dev.cuaderno.train;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.tensor.Tensor;

/// One sample and what it is.
///
/// @param input without the axis of the batch
/// @param label likewise: a single number if it is that of a class
public record Sample(Tensor input, Tensor label) implements Displayable {

    /// The number of its class.
    public int number() {
        return (int) label.itemDouble();
    }

    @Override
    public MimeBundle mime() {
        return MimeBundle.html(Thumbnail.html(input) + " " + Table.escape(caption()), toString());
    }

    private String caption() {
        return label.elements() == 1 ? Labels.text(label.itemDouble()) : label.shape().toString();
    }

    @Override
    public String toString() {
        return "sample %s, label %s".formatted(input.shape(), caption());
    }
}
