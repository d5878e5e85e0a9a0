package dev.cuaderno.nn;

import dev.cuaderno.grad.Leaf;
import dev.cuaderno.grad.NumberlessException;
import dev.cuaderno.grad.Scopes;
import dev.cuaderno.grad.Step;
import dev.cuaderno.op.Op;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A network written down as a tape without being computed: every [Primitive] layer is one step,
/// and what user code does between them are the steps of its operations.
public final class Outline {

    private static final Set<String> OWN = Set.of("dev.cuaderno.nn", "dev.cuaderno.model");

    private Outline() {}

    /// A layer as a step of a tape. Its result has the right shape and no meaning.
    public record LayerCall(Primitive layer) implements Op {

        @Override
        public String name() {
            return layer.kind();
        }

        @Override
        public Tensor forward(Tensor... inputs) {
            var input = inputs[0].shape();
            if (layer instanceof Linear linear) {
                linear.settle(input);
            }
            var shape = layer.outputShape(input);
            return Tensor.view(new Storage.Floats(new float[1]), 0, shape, new int[shape.rank()]);
        }
    }

    /// A network drawn for an input of some shape.
    ///
    /// @param input where the tape begins
    /// @param output where it ends
    public record Drawing(Tensor input, Tensor output) {}

    /// Draws a network.
    ///
    /// @throws dev.cuaderno.tensor.ShapeException if it does not take such an input
    public static Drawing of(Layer net, Shape input) {
        Components.bind(net);
        var x = Tensor.of(new Storage.Floats(new float[input.elements()]), input).requiresGrad();
        return Scopes.numberless(() -> Scopes.grad(() -> new Drawing(x, through(net, x))));
    }

    /// The result of a part of a network. While that is being drawn, functions and what looks at
    /// numbers stand in the drawing as they are, as a single step.
    static Tensor through(Layer layer, Tensor x) {
        if (!isDrawing() || layer instanceof Primitive) {
            return layer.forward(x);
        }
        if (isFunction(layer)) {
            return new UserCall(layer).apply(x);
        }
        if (!isForeign(layer)) {
            return layer.forward(x);
        }
        try {
            return layer.forward(x);
        } catch (NumberlessException looked) {
            return new UserCall(layer).apply(x);
        }
    }

    /// Whether a network has records or other classes of the user's in it, whose steps may be
    /// others at every call.
    public static boolean mayVary(Layer net) {
        return Components.of(net).stream()
                .anyMatch(
                        part ->
                                part.value() instanceof Layer layer
                                        && isForeign(layer)
                                        && !layer.getClass().isHidden());
    }

    /// Whether part of a network is a lambda or a method reference.
    static boolean isFunction(Object part) {
        return part.getClass().isHidden() || part.getClass().isSynthetic();
    }

    private static boolean isForeign(Layer layer) {
        return !(layer instanceof Primitive) && !OWN.contains(layer.getClass().getPackageName());
    }

    /// A layer of the user's as a step of a tape.
    ///
    /// @param layer a function, or a layer that looks at numbers
    public record UserCall(Layer layer) implements Op {

        @Override
        public String name() {
            return Summary.name(layer);
        }

        /// A result of the right shape; the layer runs on zeros for that.
        @Override
        public Tensor forward(Tensor... inputs) {
            var x = Tensors.full(0, DType.FLOAT32, inputs[0].shape()).requiresGrad();
            var y =
                    Scopes.withNumbers(
                            () -> Scopes.evaluating(() -> Scopes.grad(() -> layer.forward(x))));
            requireOwn(y, new HashSet<>(List.of(x)));
            return Tensor.view(new Storage.Floats(new float[1]), 0, y.shape(), new int[y.rank()]);
        }

        /// Refuses parameters that nobody can find.
        private void requireOwn(Tensor y, Set<Tensor> seen) {
            layer.parameters().values().forEach(one -> seen.add(one.value()));
            var open = new ArrayDeque<>(List.of(y));
            while (!open.isEmpty()) {
                switch (open.pop()) {
                    case Tensor t when seen.contains(t) -> {}
                    case Tensor t when t.origin() instanceof Step step -> {
                        seen.add(t);
                        open.addAll(step.inputs());
                    }
                    case Tensor t when t.origin() instanceof Leaf ->
                            throw new NumberlessException();
                    case Tensor t -> seen.add(t);
                }
            }
        }
    }

    /// Whether the caller is being drawn.
    static boolean isDrawing() {
        return Scopes.areNumberless();
    }
}
