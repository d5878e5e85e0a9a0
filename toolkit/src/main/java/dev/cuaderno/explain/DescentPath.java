package dev.cuaderno.explain;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.grad.Gradients;
import dev.cuaderno.optim.Optimizer;
import dev.cuaderno.optim.Sgd;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// The way of an optimizer down a function: where it stood, how high, and which way was up. Shows
/// itself as a curve for one variable, as contour lines for two, and in numbers for any.
///
/// @param f gives a single number for a vector of the variables
/// @param points from the start on
public record DescentPath(UnaryOperator<Tensor> f, Optimizer rule, List<Point> points)
        implements Displayable {

    private static final int MOST_STEPS = 10_000;

    public DescentPath {
        points = List.copyOf(points);
    }

    /// One stop on the way.
    ///
    /// @param step counted from 0, the start
    /// @param at the variables, `[n]`
    /// @param value f there
    /// @param gradient of f there, `[n]`
    public record Point(int step, Tensor at, double value, Tensor gradient) {}

    /// So many steps, all in double precision. Stops early where f is no finite number any more.
    static DescentPath of(UnaryOperator<Tensor> f, Tensor from, Optimizer rule, int steps) {
        if (from.rank() != 1 || from.elements() == 0) {
            throw ShapeException.in("descend")
                    .rule("the start is a vector with one number per variable")
                    .got("a tensor " + from.shape())
                    .fix("flatten() it, and reshape it inside of the function")
                    .error();
        }
        if (steps < 1 || steps > MOST_STEPS) {
            throw new IllegalArgumentException(
                    "descend: 1 to %d steps, not %d".formatted(MOST_STEPS, steps));
        }
        // A copy: the optimizer changes it in place.
        var w = from.detach().float64().plus(0).requiresGrad();
        var bound = rule.over(w);
        var points = new ArrayList<Point>();
        for (var step = 0; step <= steps; step++) {
            var loss = value(f, w);
            var gradient = Gradients.of(loss, false, List.of(w)).getFirst();
            points.add(new Point(step, copy(w), loss.itemDouble(), gradient));
            if (step == steps || !Double.isFinite(loss.itemDouble())) {
                break;
            }
            bound.zeroGrad();
            loss.backward();
            bound.step();
        }
        return new DescentPath(f, rule, points);
    }

    private static Tensor copy(Tensor w) {
        return Tensors.scalar(0, DType.FLOAT64).plus(w.detach());
    }

    private static Tensor value(UnaryOperator<Tensor> f, Tensor w) {
        var loss = f.apply(w);
        if (loss.elements() != 1) {
            throw ShapeException.in("descend")
                    .rule("the function gives a single number")
                    .got("a tensor " + loss.shape())
                    .fix("end it with sum() or mean()")
                    .error();
        }
        return loss;
    }

    /// f at one place.
    double valueAt(double... place) {
        return f.apply(Tensor.of(new Storage.Doubles(place), Shape.of(place.length))).itemDouble();
    }

    /// The number of variables.
    public int variables() {
        return points.getFirst().at().elements();
    }

    /// Where it stood: `[steps + 1]` for one variable, `[steps + 1, n]` for several.
    public Tensor path() {
        var rows = Tensors.stack(0, points.stream().map(Point::at).toArray(Tensor[]::new));
        return variables() == 1 ? rows.flatten() : rows;
    }

    /// The heights, `[steps + 1]`.
    public Tensor values() {
        return Tensors.stack(
                0,
                points.stream()
                        .map(point -> Tensors.scalar(point.value(), DType.FLOAT64))
                        .toArray(Tensor[]::new));
    }

    /// What is done at each step, in letters: plain descent says it, others give their name.
    String title() {
        if (rule instanceof Sgd sgd && sgd.slots().isEmpty() && sgd.weightDecay() == 0) {
            return "w ← w − η·∂f/∂w,  η = " + Figures.of(sgd.learningRate());
        }
        if (rule instanceof Sgd sgd && !sgd.lookAhead() && sgd.weightDecay() == 0) {
            return "v ← μ·v + ∂f/∂w,  w ← w − η·v,  η = %s,  μ = %s"
                    .formatted(Figures.of(sgd.learningRate()), Figures.of(sgd.momentum()));
        }
        return rule.getClass().getSimpleName() + ",  η = " + Figures.of(rule.learningRate());
    }

    /// A step in numbers: `1 w = 5 − 0.1*8 = 4.2` for plain descent.
    String line(Point point) {
        var text = new StringBuilder().append(point.step()).append("  w = ");
        if (point.step() > 0 && rule instanceof Sgd sgd && sgd.slots().isEmpty()) {
            var before = points.get(point.step() - 1);
            if (sgd.weightDecay() == 0) {
                text.append(Figures.list(before.at())).append(" − ");
                text.append(Figures.of(sgd.learningRate())).append("*");
                text.append(
                        variables() == 1
                                ? Figures.signed(before.gradient().getDouble(0))
                                : Figures.list(before.gradient()));
                text.append(" = ");
            }
        }
        text.append(Figures.list(point.at()));
        text.append("   f = ").append(Figures.of(point.value()));
        return text.append("   ∂f/∂w = ").append(Figures.list(point.gradient())).toString();
    }

    /// The steps in numbers.
    @Override
    public String toString() {
        var lines = new ArrayList<String>();
        lines.add(title());
        var shown = Shortened.of(points, 24);
        shown.first().forEach(point -> lines.add(line(point)));
        if (shown.left() > 0) {
            lines.add("… (" + shown.left() + ")");
        }
        shown.last().forEach(point -> lines.add(line(point)));
        return String.join("\n", lines);
    }

    /// A drawing for up to two variables, and the numbers.
    @Override
    public MimeBundle mime() {
        return MimeBundle.html(DescentDrawing.of(this), toString());
    }
}
