package dev.cuaderno.nn;

import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// One walk of a blank tensor through a network. [Primitive] layers do not compute: they check the
/// shape, note what they would cost and pass on a blank of the right shape, which needs no memory.
/// What user code does between them is computed, on zeros and a batch of one; so it works for any
/// network, and costs next to nothing for those made of layers.
final class Trace {

    private static final ScopedValue<Trace> CURRENT = ScopedValue.newInstance();

    /// What a layer did, all its calls together.
    private static final class Visit {
        private Shape input;
        private Shape output;
        private Field before;
        private Field field;
        private long macs;
        private long bytes;
    }

    private final Layer net;
    private final Shape input;
    private final IdentityHashMap<Layer, Visit> visits = new IdentityHashMap<>();
    private final List<Layer> order = new ArrayList<>();
    private final IdentityHashMap<Tensor, Field> fields = new IdentityHashMap<>();
    private Field widest = Field.INPUT;
    private Shape output;

    private Trace(Layer net, Shape input) {
        this.net = net;
        this.input = input;
    }

    /// The trace around the caller, or `null`.
    static Trace current() {
        return CURRENT.isBound() ? CURRENT.get() : null;
    }

    static Trace of(Layer net, Shape input) {
        Components.bind(net);
        var trace = new Trace(net, input);
        var x = blank(input);
        trace.fields.put(x, Field.INPUT);
        // An outer trace, of a network that asks for shapes while it runs, is not to see this one.
        trace.output = ScopedValue.where(CURRENT, trace).call(() -> net.forward(x)).shape();
        return trace;
    }

    /// Zeros of any shape over a single number.
    private static Tensor blank(Shape shape) {
        return Tensor.view(new Storage.Floats(new float[1]), 0, shape, new int[shape.rank()]);
    }

    Shape output() {
        return output;
    }

    /// The multiplications of all layers.
    long macs() {
        return visits.values().stream().mapToLong(visit -> visit.macs).sum();
    }

    /// Goes through a layer without computing.
    Tensor pass(Primitive layer, Tensor x) {
        var y = blank(layer.outputShape(x.shape()));
        var shapes = layer.parameterShapes(x.shape());
        var weighted = shapes.values().stream().anyMatch(shape -> shape.rank() > 1);
        var before = fieldOf(x);
        var field = before.then(layer.reach(x.shape()), weighted);
        fields.put(y, field);
        widest = widest.with(field);
        var visit = visit(layer, x.shape(), y.shape());
        visit.before = before;
        visit.field = field;
        visit.macs += layer.macs(x.shape());
        visit.bytes += 4L * y.elements();
        return y;
    }

    /// Notes in a trace or for a hook around the caller what a layer made of others, or a lambda,
    /// has given.
    ///
    /// @return y
    static Tensor noted(Layer layer, Tensor x, Tensor y) {
        var trace = current();
        if (trace != null && !(layer instanceof Primitive)) {
            trace.fieldOf(y);
            trace.visit(layer, x.shape(), y.shape());
        }
        return trace == null && !(layer instanceof Primitive) ? Hooks.seen(layer, x, y) : y;
    }

    /// A tensor computed between layers sees what any layer before it saw.
    private Field fieldOf(Tensor x) {
        return fields.computeIfAbsent(x, _ -> widest);
    }

    private Visit visit(Layer layer, Shape from, Shape to) {
        var visit =
                visits.computeIfAbsent(
                        layer,
                        one -> {
                            order.add(one);
                            return new Visit();
                        });
        visit.input = from;
        visit.output = to;
        return visit;
    }

    /// Lets layers that infer their inputs keep what they were given.
    ///
    /// @param asker what errors name
    /// @param example a call of it that is right
    /// @throws ShapeException if the batch has not become as many results: convolutions take a
    ///   batch of images without channels for a single image with as many channels
    void settle(String asker, String example) {
        if (output.rank() > 0 && output.size(0) != input.size(0)) {
            var sample = input.slice(1, input.rank());
            throw ShapeException.in(asker)
                    .rule("a network gives one result for each sample of a batch")
                    .got(
                            "a sample %s, which as a batch of %d, %s, becomes %s"
                                    .formatted(sample, input.size(0), input, output))
                    .fix(
                            "all axes of a sample but not the batch's; for images channels, height, width: "
                                    + example)
                    .error();
        }
        visits.forEach(
                (layer, visit) -> {
                    if (layer instanceof Linear linear) {
                        linear.settle(visit.input);
                    }
                });
    }

    Summary summary() {
        var rows = new ArrayList<Summary.Row>();
        var parts = Components.of(net);
        for (var part : parts) {
            if (part.value() instanceof Layer layer) {
                rows.add(row(part.path(), part.level(), layer));
                order.removeIf(one -> one == layer);
            }
        }
        for (var hidden : order) {
            rows.add(row(Summary.HIDDEN, 1, hidden));
        }
        return new Summary(input, output, rows, widest);
    }

    private Summary.Row row(String path, int level, Layer layer) {
        var visit = visits.getOrDefault(layer, new Visit());
        var to = layer == net ? output : visit.output;
        var simple = layer instanceof Primitive;
        return new Summary.Row(
                path,
                level,
                Summary.name(layer),
                layer instanceof Primitive one ? one.details(visit.input) : "",
                to,
                simple,
                layer instanceof Primitive one && visit.input != null
                        ? parameters(one, visit.input)
                        : settledParameters(layer),
                visit.macs,
                visit.field,
                visit.bytes,
                layer instanceof Primitive one && visit.before != null
                        ? Workings.of(one, visit.input, visit.before)
                        : List.of());
    }

    private static long parameters(Primitive layer, Shape from) {
        return layer.parameterShapes(from).values().stream().mapToLong(Shape::elements).sum();
    }

    /// Of a layer that was not used, or a record's own.
    private static long settledParameters(Layer layer) {
        var settled = 0L;
        for (var part : layer.components().values()) {
            if (part instanceof Parameter one && one.isTrainable() && one.isSettled()) {
                settled += one.shape().elements();
            }
        }
        return settled;
    }
}
