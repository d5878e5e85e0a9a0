package dev.cuaderno.nn;

import dev.cuaderno.grad.Scopes;
import dev.cuaderno.op.Op;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

/// A network written down as a tape without being computed: every [Primitive] layer is one step,
/// and what user code does between them are the steps of its operations.
public final class Outline {

    private static final ScopedValue<Boolean> DRAWING = ScopedValue.newInstance();

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
        return ScopedValue.where(DRAWING, true)
                .call(() -> Scopes.grad(() -> new Drawing(x, net.forward(x))));
    }

    /// Whether the caller is being drawn.
    static boolean isDrawing() {
        return DRAWING.orElse(false);
    }
}
