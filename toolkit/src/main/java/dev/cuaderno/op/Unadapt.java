package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Tensor;

/// The transpose of adaptive average pooling: every number is shared out in equal parts among the
/// cells of its window.
///
/// @param pool the pooling
/// @param image the shape of what was pooled
public record Unadapt(AdaptivePool2d pool, Shape image) implements Op {

    @Override
    public String name() {
        return "unadapt";
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        var even = pool.even(image);
        if (even.isPresent() && inputs[0].dtype() == DType.FLOAT32) {
            var byPixels = MemoryOrder.isChannelsLast(inputs[0]);
            return new UnpoolMean(even.get(), image, byPixels).forward(inputs[0]);
        }
        var g = inputs[0].contiguous();
        var x = g.dtype().allocate(image.elements());
        var width = image.size(-1);
        var from = g.offset();
        for (var plane = 0; plane < x.size(); plane += image.size(-2) * width) {
            for (var i = 0; i < pool.output().rows(); i++) {
                for (var j = 0; j < pool.output().columns(); j++) {
                    var window = pool.window(image, i, j);
                    var part = g.storage().get(from++) / window.cells();
                    for (var row = window.top(); row < window.bottom(); row++) {
                        for (var column = window.left(); column < window.right(); column++) {
                            var cell = plane + row * width + column;
                            x.set(cell, x.get(cell) + part);
                        }
                    }
                }
            }
        }
        return Tensor.of(x, image);
    }

    /// The derivative of a linear map is the map transposed: the pooling itself.
    @Override
    public Tensor backward(int index, Flow at) {
        return pool.apply(at.gradient());
    }
}
