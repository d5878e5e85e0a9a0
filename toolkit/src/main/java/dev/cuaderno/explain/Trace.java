package dev.cuaderno.explain;

import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// A computation with a moving window, one frame per cell of the result. Shows itself as a player
/// where scripts run, and as a filmstrip elsewhere.
///
/// @param planes the channels of the image that take part, each with its own filter
/// @param bias what is added to every cell of the result, if anything
/// @param output the toolkit's result, a matrix
/// @param source what it was made of
public record Trace(
        Operation operation,
        List<Plane> planes,
        OptionalDouble bias,
        Tensor output,
        List<Frame> frames,
        Source source)
        implements Exportable {

    /// More cells of a result than anybody wants to follow.
    private static final int MOST_FRAMES = 1024;

    public Trace {
        planes = List.copyOf(planes);
        frames = List.copyOf(frames);
    }

    static Trace of(
            Operation operation,
            Layout layout,
            List<Plane> planes,
            OptionalDouble bias,
            Tensor output,
            Source source) {
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
                var region = layout.region(row, column).within(layout.picture().whole());
                var step = frames.size() + 1;
                frames.add(
                        new Frame(
                                step,
                                row,
                                column,
                                planes.stream().map(plane -> plane.part(region)).toList(),
                                output.getDouble(row, column),
                                new Partial(output, step)));
            }
        }
        return new Trace(operation, planes, bias, output, frames, source);
    }

    /// The image with its padding; of several channels the first.
    public Picture picture() {
        return planes.getFirst().picture();
    }

    /// What lies on the window (turned already, if it is a convolution), on the first of several
    /// channels; none for pooling.
    public Optional<Tensor> filter() {
        return planes.getFirst().filter();
    }

    /// The same of another sample of the batch, counted from 0.
    public Trace sample(int index) {
        return new Source(source.image(), source.step(), index, source.channel()).trace();
    }

    /// The same for another channel of the result, counted from 0: another filter, or for a pooling
    /// another channel of the image.
    public Trace outputChannel(int index) {
        return new Source(source.image(), source.step(), source.sample(), index).trace();
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

    /// The filmstrip as an SVG document, dark on white.
    @Override
    public String svg() {
        return FilmSheets.strip(this);
    }

    /// The state before the first step and every frame, each as an SVG document.
    @Override
    public List<String> svgFrames() {
        return FilmSheets.frames(this);
    }

    /// The frames as aligned text.
    @Override
    public String toString() {
        return FilmText.of(this);
    }

    /// As HTML, a player or a filmstrip, and as text.
    @Override
    public MimeBundle mime() {
        return MimeBundle.html(FilmHtml.of(this), FilmText.of(this));
    }
}
