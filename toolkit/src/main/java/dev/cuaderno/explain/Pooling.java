package dev.cuaderno.explain;

import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// A pooling to be traced; it works on each channel by itself.
public record Pooling(Pool pool) implements Source.Step {

    @Override
    public Trace trace(Source source) {
        var channel = channel(source.image(), source);
        var layout = pool.layout(channel);
        var plane = new Plane(source.channel(), layout.picture(), Optional.empty());
        var output = pool.apply(channel);
        return Trace.of(
                pool.operation(), layout, List.of(plane), OptionalDouble.empty(), output, source);
    }

    private static Tensor channel(Tensor image, Source source) {
        return switch (image.rank()) {
            case 1 -> image.reshape(1, -1);
            case 2 -> image;
            case 3 -> image.at(Source.chosen("outputChannel", source.channel(), image.size(0)));
            case 4 ->
                    image.at(
                            Source.chosen("sample", source.sample(), image.size(0)),
                            Source.chosen("outputChannel", source.channel(), image.size(1)));
            default ->
                    throw ShapeException.in("trace")
                            .rule("a matrix, a vector, channels [C, H, W] or a batch [N, C, H, W]")
                            .got("image " + image.shape())
                            .fix("choose a plane with at(...)")
                            .error();
        };
    }
}
