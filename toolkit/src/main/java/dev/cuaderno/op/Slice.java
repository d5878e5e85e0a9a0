package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Tensor;

import java.util.List;

/// A view of part of a tensor. The gradient goes back to where the part was; the rest gets 0.
///
/// @param starts for each axis of the tensor, the first element seen
/// @param kept the axes of the part; axes of the tensor that are missing here show one element
public record Slice(List<Integer> starts, List<Axis> kept) implements Op {

    /// One axis of a part.
    ///
    /// @param source the axis of the tensor, or [#NEW]
    /// @param size how many elements are seen
    /// @param step the distance between them
    public record Axis(int source, int size, int step) {
        /// An axis that the tensor has not.
        public static final int NEW = -1;
    }

    public Slice {
        starts = List.copyOf(starts);
        kept = List.copyOf(kept);
    }

    @Override
    public String name() {
        return "at";
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        var old = inputs[0].strides();
        var offset = inputs[0].offset();
        for (var axis = 0; axis < old.length; axis++) {
            offset += starts.get(axis) * old[axis];
        }
        var sizes = new int[kept.size()];
        var strides = new int[kept.size()];
        for (var i = 0; i < sizes.length; i++) {
            var axis = kept.get(i);
            sizes[i] = axis.size();
            strides[i] = axis.source() == Axis.NEW ? 0 : axis.step() * old[axis.source()];
        }
        return Tensor.view(inputs[0].storage(), offset, Shape.of(sizes), strides);
    }

    @Override
    public boolean needsInput(int index) {
        return false;
    }

    @Override
    public boolean needsResult() {
        return false;
    }

    @Override
    public Tensor backward(int index, Flow at) {
        return new PutSlice(this, at.input(0).shape()).apply(at.gradient());
    }
}
