package dev.cuaderno.explain;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A computation with a moving window, one frame per cell of the result. Shows itself as a
/// filmstrip.
///
/// @param picture the image with its padding
/// @param filter what lies on the window (turned already, if it is a convolution); none for pooling
/// @param output the toolkit's result, a matrix
public record Trace(
        Operation operation,
        Picture picture,
        Optional<Tensor> filter,
        Tensor output,
        List<Frame> frames)
        implements Displayable {

    /// More cells of a result than anybody wants to follow.
    private static final int MOST_FRAMES = 1024;

    public Trace {
        frames = List.copyOf(frames);
    }

    static Trace of(Operation operation, Layout layout, Optional<Tensor> filter, Tensor output) {
        if (output.elements() > MOST_FRAMES) {
            throw ShapeException.in("trace")
                    .rule("a result of at most " + MOST_FRAMES + " cells, one frame each")
                    .got("a result " + output.shape() + " with " + output.elements() + " cells")
                    .fix("a part of the image: at(range(0, 8), range(0, 8))")
                    .error();
        }
        var frames = new ArrayList<Frame>();
        for (var row = 0; row < output.size(0); row++) {
            for (var column = 0; column < output.size(1); column++) {
                frames.add(frame(frames.size() + 1, row, column, layout, filter, output));
            }
        }
        return new Trace(operation, layout.picture(), filter, output, frames);
    }

    private static Frame frame(
            int step, int row, int column, Layout layout, Optional<Tensor> filter, Tensor output) {
        var picture = layout.picture();
        var region = layout.region(row, column).within(picture.whole());
        var window = picture.counted(region).of(picture.cells());
        return new Frame(
                step,
                row,
                column,
                region,
                window,
                filter.map(window::times),
                output.getDouble(row, column),
                new Partial(output, step));
    }

    /// One frame, counted from 1.
    ///
    /// @throws IndexOutOfBoundsException if there is no such step
    public Frame frame(int step) {
        if (step < 1 || step > frames.size()) {
            throw new IndexOutOfBoundsException(
                    "step %d: there are the steps 1 to %d".formatted(step, frames.size()));
        }
        return frames.get(step - 1);
    }

    /// The frames as aligned text.
    @Override
    public String toString() {
        return FilmText.of(this);
    }

    /// As an HTML filmstrip and as text.
    @Override
    public MimeBundle mime() {
        return MimeBundle.html(FilmHtml.of(this), FilmText.of(this));
    }
}
