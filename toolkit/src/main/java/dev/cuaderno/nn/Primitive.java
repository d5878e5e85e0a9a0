package dev.cuaderno.nn;

import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Size2d;
import dev.cuaderno.tensor.Tensor;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// A layer that computes by itself and says what comes out, and at what cost, without computing.
///
/// While a network is traced (for its summary, say) such a layer checks the shape and passes on a
/// tensor of the right shape without memory; only what lies between layers is really computed.
public abstract class Primitive implements Layer {

    /// Networks that begin with this layer whose calls are counted.
    private static final int MOST_CALLERS = 4;

    private String path = "";
    private final IdentityHashMap<Layer, Calls> callers = new IdentityHashMap<>();

    /// Checks the input and computes the result, or only its shape while being traced.
    @Override
    public final Tensor forward(Tensor x) {
        return forward(x, this::compute);
    }

    /// The same where the layer computes in a way of its own.
    final Tensor forward(Tensor x, UnaryOperator<Tensor> compute) {
        try {
            var trace = Trace.current();
            if (trace != null) {
                return trace.pass(this, x);
            }
            if (Outline.isDrawing()) {
                return new Outline.LayerCall(this).apply(x);
            }
            outputShape(x.shape());
            Running.count(this, x);
            return Hooks.seen(this, x, compute.apply(x));
        } catch (ShapeException e) {
            throw located(e);
        }
    }

    /// The result for an input that [#outputShape] has accepted, by methods of tensors.
    protected abstract Tensor compute(Tensor x);

    /// The shape of the result.
    ///
    /// @throws ShapeException if the layer does not take such an input
    @Override
    public abstract Shape outputShape(Shape input);

    /// The field's name for the layer: `conv2d`.
    public abstract String kind();

    /// What is particular about it: `3->64 7x7 stride 2`; empty if nothing is.
    protected String details() {
        return "";
    }

    /// The same where the input is known, or `null`.
    String details(Shape input) {
        return details();
    }

    /// The multiplications with an addition that one forward pass takes; biases, activations,
    /// normalisation and pooling are not counted, as is usual.
    public long macs(Shape input) {
        return 0;
    }

    /// What of the input one element of the output sees.
    public Reach reach(Shape input) {
        return Reach.POINT;
    }

    /// How the parameters' shapes follow from the input's.
    protected Map<String, Shape> parameterShapes(Shape input) {
        var shapes = new java.util.LinkedHashMap<String, Shape>();
        components()
                .forEach(
                        (name, part) -> {
                            if (part instanceof Parameter parameter && parameter.isTrainable()) {
                                shapes.put(name, parameter.shape());
                            }
                        });
        return shapes;
    }

    @Override
    public Map<String, ?> components() {
        return Map.of();
    }

    /// Starts the layer's own random numbers, if it draws any, from a seed.
    void reseed(long seed) {}

    /// The place in the outermost network that is known: `net.layer1.0.conv1`.
    public final synchronized String path() {
        return path;
    }

    final synchronized void bind(String name) {
        if (Components.outranks(name, path)) {
            path = name;
        }
    }

    /// The calls of a network that begins with this layer.
    final synchronized Calls callsOf(Layer net, Supplier<Calls> fresh) {
        if (!callers.containsKey(net)) {
            if (callers.size() == MOST_CALLERS) {
                callers.clear();
            }
            callers.put(net, fresh.get());
        }
        return callers.get(net);
    }

    private ShapeException located(ShapeException e) {
        var place = path().isEmpty() ? toString() : "net." + path() + " (" + this + ")";
        return Places.rename(e, place, e.why());
    }

    /// The rows and columns of images, checked.
    ///
    /// @return the input's rank is 3 or 4
    final Size2d plane(Shape input) {
        if (input.rank() != 3 && input.rank() != 4) {
            throw ShapeException.in(kind())
                    .rule("input [N, C, H, W], or [C, H, W] for one image")
                    .got("input " + input)
                    .fix("reshape(...) or unsqueeze(0) add the missing axes of size 1")
                    .error();
        }
        return new Size2d(input.size(-2), input.size(-1));
    }

    /// The kind and what is particular: `conv2d 3->64 7x7 stride 2`.
    @Override
    public final String toString() {
        return (kind() + " " + details()).strip();
    }
}
