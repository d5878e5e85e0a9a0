package dev.cuaderno.plan;

import dev.cuaderno.kernels.ConvLayout;
import dev.cuaderno.kernels.LinearInputTiles;
import dev.cuaderno.kernels.LinearRows;
import dev.cuaderno.kernels.LinearTiles;
import dev.cuaderno.kernels.LinearWeightTiles;
import dev.cuaderno.kernels.Packing;
import dev.cuaderno.kernels.Span;
import dev.cuaderno.kernels.Workers;
import dev.cuaderno.nn.Linear;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// A fully connected layer. It takes the whole batch at once, since its weights are many and each
/// is needed only once per image; threads share its results, not its images.
///
/// The weights stay as the parameter has them, channel by channel; images that a plan has pixel by
/// pixel are put into that order first.
final class LinearStage extends Stage {

    private final Reader source;
    private final Block x;
    private final Block z;
    private final Plan.Room room;
    private final Weights.Own weight;
    private final int inputs;
    private final int outputs;

    /// For more than one image.
    private LinearTiles forward;

    private Span turned;

    /// The images channel by channel, and on the way back their gradients; `null` if they lie so.
    private Span ordered;

    // The way back.
    private LinearInputTiles backward;
    private LinearWeightTiles weightTiles;
    private Span given;

    LinearStage(Linear layer, Reader source, Block z, Plan.Room room) {
        this.source = source;
        this.x = source.mix.shape();
        this.z = z;
        this.room = room;
        this.weight = new Weights.Own(layer.weight());
        this.outputs = layer.weight().shape().size(0);
        this.inputs = layer.weight().shape().size(1);
        if (!isOrdered()) {
            claim(room.images() * pitch(), span -> ordered = span);
        }
        if (room.images() > 1) {
            forward = new LinearTiles(room.images(), inputs, outputs);
            claim(forward.turned(), span -> turned = span);
        }
    }

    private void claim(int size, Consumer<Span> taker) {
        room.memory().floats(Memory.Kind.SCRATCH, size, taker);
    }

    private boolean isOrdered() {
        return x.pixels() == 1 || x.channels == 1;
    }

    /// From one image to the next, channel by channel.
    private int pitch() {
        return isOrdered() ? x.image() : ConvLayout.rounded(inputs);
    }

    /// Prepares the way back.
    void prepare(Mix reader) {
        result = reader;
        weightTiles = new LinearWeightTiles(room.images(), z.image(), outputs, inputs);
        if (source.needsGradient()) {
            backward = new LinearInputTiles(room.images(), inputs, outputs, z.image(), pitch());
            if (isOrdered() && source.turn > 0) {
                claim(room.images() * x.image(), span -> given = span);
            }
        }
    }

    @Override
    List<Block> blocks() {
        return List.of(z);
    }

    @Override
    List<Reader> readers() {
        return List.of(source);
    }

    @Override
    List<Weights> weights() {
        return List.of(weight);
    }

    @Override
    boolean isWhole() {
        return true;
    }

    @Override
    void forward(int images, Workers workers) {
        workers.run(
                room.groups(),
                (group, _) -> {
                    for (var image = room.from(group); image < room.from(group + 1); image++) {
                        source.read(image, null);
                        if (!isOrdered()) {
                            order(image);
                        }
                    }
                });
        var from = read();
        var w = weight.source();
        if (forward == null) {
            workers.run(
                    LinearRows.pieces(outputs),
                    (piece, _) ->
                            LinearRows.run(
                                    piece,
                                    from.array(),
                                    from.at(),
                                    inputs,
                                    w,
                                    outputs,
                                    z.array,
                                    z.at(0)));
            return;
        }
        workers.run(
                forward.turns(),
                (piece, _) ->
                        forward.turn(
                                piece,
                                from.array(),
                                from.at(),
                                pitch(),
                                turned.array(),
                                turned.at()));
        workers.run(
                forward.pieces(),
                (piece, _) ->
                        forward.run(
                                piece,
                                turned.array(),
                                turned.at(),
                                w,
                                z.array,
                                z.at(0),
                                z.image()));
    }

    /// The images in the order of the weights.
    private Span read() {
        var out = source.mix.out;
        return ordered == null ? new Span(out.array, out.at(0)) : ordered;
    }

    /// Puts an image into the order of the weights.
    private void order(int image) {
        var from = source.mix.out;
        Packing.turn(
                from.array,
                from.at(image),
                x.channels,
                x.pixels(),
                inputs / x.pixels(),
                ordered.array(),
                ordered.at() + image * pitch(),
                x.pixels());
    }

    @Override
    void backward(Workers workers) {
        var g = result.gradient;
        weight.gradient = weight.room();
        var from = read();
        workers.run(
                weightTiles.pieces(),
                (piece, _) ->
                        weightTiles.run(
                                piece,
                                g.array,
                                g.at(0),
                                from.array(),
                                from.at(),
                                pitch(),
                                weight.gradient));
        if (!source.needsGradient()) {
            return;
        }
        var to = target();
        var w = weight.source();
        workers.run(
                backward.pieces(),
                (piece, _) -> backward.run(piece, g.array, g.at(0), w, to.array(), to.at()));
        workers.run(room.groups(), (group, _) -> give(group));
    }

    /// Where the gradients of the images go.
    private Span target() {
        if (ordered != null) {
            return ordered;
        }
        var to = source.mix.gradient;
        return given == null ? new Span(to.array, to.at(0)) : given;
    }

    private void give(int group) {
        for (var image = room.from(group); image < room.from(group + 1); image++) {
            source.mix.given(source.turn, image, group, given(image));
        }
    }

    /// The gradient of an image, or `null` if it is where it belongs.
    private Span given(int image) {
        if (ordered == null) {
            return given == null ? null : given.from(image * x.image());
        }
        var to =
                source.mix.target(
                        source.turn,
                        image,
                        source.turn == 0 ? null : new Span(new float[x.image()], 0));
        var channels = inputs / x.pixels();
        Packing.turn(
                ordered.array(),
                ordered.at() + image * pitch(),
                x.pixels(),
                channels,
                x.pixels(),
                to.array(),
                to.at(),
                x.channels);
        for (var pixel = 0; channels < x.channels && pixel < x.pixels(); pixel++) {
            var first = to.at() + pixel * x.channels;
            Arrays.fill(to.array(), first + channels, first + x.channels, 0f);
        }
        return to;
    }
}
