package dev.cuaderno.explain;

import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.grad.Gradients;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;

/// How a gradient goes back through a pooling: for each cell of the result, which pixels receive
/// how much of it. The largest of a window receives all, the first one if there are several; of a
/// mean every pixel receives its share. In double precision.
///
/// @param trace the windows, forward
/// @param upstream G = ∂L/∂O
/// @param gradient ∂L/∂I of the toolkit
/// @param differences ∂L/∂I by central differences; where a window has several largest pixels there
///   is no derivative, and they give each its part
public record PoolBackward(
        Trace trace, Tensor upstream, Tensor gradient, Tensor differences, List<Step> steps)
        implements Exportable {

    public PoolBackward {
        steps = List.copyOf(steps);
    }

    /// What one cell of the result sends back.
    ///
    /// @param frame its window
    /// @param receives what each pixel receives, of the image's shape
    /// @param sum what the pixels have received so far
    public record Step(Frame frame, Tensor receives, Tensor sum) {}

    static PoolBackward of(Tensor image, Pool pool, Tensor upstream) {
        if (image.rank() != 2) {
            throw ShapeException.in("backward")
                    .rule("the image is a matrix")
                    .got("image " + image.shape())
                    .fix("choose a plane with at(...)")
                    .error();
        }
        var leaf = image.detach().float64().requiresGrad();
        var output = pool.apply(leaf);
        if (!output.shape().equals(upstream.shape())) {
            throw ShapeException.in("backward")
                    .rule("the gradient that arrives has the result's shape")
                    .got("gradient %s, result %s".formatted(upstream.shape(), output.shape()))
                    .fix("a gradient " + output.shape())
                    .error();
        }
        var given = upstream.detach().float64();
        var loss = output.times(given).sum();
        var gradient = Gradients.of(loss, false, List.of(leaf)).getFirst();
        var differences =
                ConvBackward.differences(at -> pool.apply(at).times(given).sum(), leaf.detach());
        var trace = Explain.trace(leaf.detach(), pool);
        return new PoolBackward(trace, given, gradient, differences, steps(trace, given, image));
    }

    private static List<Step> steps(Trace trace, Tensor upstream, Tensor image) {
        var steps = new ArrayList<Step>();
        var sum = new double[image.elements()];
        for (var frame : trace.frames()) {
            var receives = new double[image.elements()];
            share(trace, frame, upstream.getDouble(frame.row(), frame.column()), receives);
            for (var i = 0; i < sum.length; i++) {
                sum[i] += receives[i];
            }
            steps.add(new Step(frame, matrix(receives, image), matrix(sum.clone(), image)));
        }
        return steps;
    }

    private static Tensor matrix(double[] values, Tensor like) {
        return Tensor.of(new Storage.Doubles(values), like.shape());
    }

    private static void share(Trace trace, Frame frame, double arriving, double[] receives) {
        var inside = trace.picture().image();
        var counted = trace.picture().counted(frame.region());
        var width = inside.columns().size();
        if (trace.operation() == Operation.MAX_POOL) {
            var place = (int) frame.window().argmax().item();
            var row =
                    counted.rows().from()
                            + place / counted.columns().size() * counted.rows().step();
            var column =
                    counted.columns().from()
                            + place % counted.columns().size() * counted.columns().step();
            give(inside, row, column, width, arriving, receives);
            return;
        }
        var part = arriving / frame.window().elements();
        for (var row = counted.rows().from(); row < counted.rows().to(); row++) {
            for (var column = counted.columns().from(); column < counted.columns().to(); column++) {
                if (counted.contains(row, column)) {
                    give(inside, row, column, width, part, receives);
                }
            }
        }
    }

    /// Padding receives too, but nobody looks at it.
    private static void give(
            Region inside, int row, int column, int width, double part, double[] receives) {
        if (inside.contains(row, column)) {
            var at = row - inside.rows().from();
            receives[at * width + column - inside.columns().from()] += part;
        }
    }

    /// The pixels that receive something of a step, as `I[1,1]`.
    List<String> receivers(Step step) {
        var names = new ArrayList<String>();
        for (var row = 0; row < gradient.size(0); row++) {
            for (var column = 0; column < gradient.size(1); column++) {
                if (receives(step, row, column)) {
                    names.add("I[%d,%d]".formatted(row, column));
                }
            }
        }
        return names;
    }

    /// Whether a pixel lies where a step's gradient goes, even if that is 0.
    boolean receives(Step step, int row, int column) {
        var inside = trace.picture().image();
        var at = row + inside.rows().from();
        var across = column + inside.columns().from();
        if (!step.frame().region().contains(at, across)) {
            return false;
        }
        return trace.operation() != Operation.MAX_POOL
                || step.receives().getDouble(row, column) != 0;
    }

    /// `G[0,1] = 2 → I[0,2]`, or `G[0,1]/4 = 0.5 → I[0,2], I[0,3], …`.
    String line(Step step) {
        var frame = step.frame();
        var arriving = upstream.getDouble(frame.row(), frame.column());
        var head = "G[%d,%d]".formatted(frame.row(), frame.column());
        var amount = Figures.of(arriving);
        if (trace.operation() != Operation.MAX_POOL) {
            var count = frame.window().elements();
            head += "/" + count;
            amount = Figures.of(arriving) + "/" + count + " = " + Figures.of(arriving / count);
        }
        return head + " = " + amount + " → " + String.join(", ", receivers(step));
    }

    String title() {
        return "∂L/∂I ← G = ∂L/∂O,  O = " + trace.operation().label() + "(I)";
    }

    /// How far the gradient and the differences lie apart at most.
    public double deviation() {
        return gradient.minus(differences).abs().max().itemDouble();
    }

    /// The start and all steps in columns.
    @Override
    public String svg() {
        var panels = PoolBackwardHtml.panels(this);
        return SceneSvg.sheet(panels, Math.min(2, panels.size()));
    }

    @Override
    public List<String> svgFrames() {
        return SceneSvg.slides(PoolBackwardHtml.panels(this));
    }

    @Override
    public String toString() {
        var lines = new ArrayList<String>();
        lines.add(title());
        steps.forEach(step -> lines.add(step.frame().step() + "  " + line(step)));
        lines.add("∂L/∂I = " + Check.line(gradient));
        lines.add(
                "(L(x + h) − L(x − h))/2h = %s,  max |Δ| = %s"
                        .formatted(
                                Check.line(BackwardFilm.rounded(differences)),
                                Figures.of(deviation())));
        return String.join("\n", lines);
    }

    @Override
    public MimeBundle mime() {
        return MimeBundle.html(PoolBackwardHtml.of(this), toString());
    }
}
