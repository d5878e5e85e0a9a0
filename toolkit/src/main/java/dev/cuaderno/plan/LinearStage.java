package dev.cuaderno.plan;

import dev.cuaderno.kernels.ConvLayout;
import dev.cuaderno.kernels.Lanes;
import dev.cuaderno.kernels.LinearInputTiles;
import dev.cuaderno.kernels.LinearRows;
import dev.cuaderno.kernels.LinearTiles;
import dev.cuaderno.kernels.LinearWeightTiles;
import dev.cuaderno.kernels.Packing;
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

    private float[] turned;

    /// The images channel by channel, and on the way back their gradients; `null` if they lie so.
    private float[] ordered;

    // The way back.
    private LinearInputTiles backward;
    private LinearWeightTiles weightTiles;
    private float[] given;

    LinearStage(Linear layer, Reader source, Block z, Plan.Room room) {
        this.source = source;
        this.x = source.mix.shape();
        this.z = z;
        this.room = room;
        this.weight = new Weights.Own(layer.weight());
        this.outputs = layer.weight().shape().size(0);
        this.inputs = layer.weight().shape().size(1);
        if (!isOrdered()) {
            claim(Lanes.ALIGNED + room.images() * pitch(), array -> ordered = array);
        }
        if (room.images() > 1) {
            forward = new LinearTiles(room.images(), inputs, outputs);
            claim(forward.turned(), array -> turned = array);
        }
    }

    private void claim(int size, Consumer<float[]> taker) {
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
                claim(room.images() * x.image(), array -> given = array);
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
        var from = ordered == null ? source.mix.out.array : ordered;
        var at = start();
        var w = weight.source();
        if (forward == null) {
            workers.run(
                    LinearRows.pieces(outputs),
                    (piece, _) ->
                            LinearRows.run(piece, from, at, inputs, w, outputs, z.array, z.at(0)));
            return;
        }
        workers.run(forward.turns(), (piece, _) -> forward.turn(piece, from, at, pitch(), turned));
        workers.run(
                forward.pieces(),
                (piece, _) -> forward.run(piece, turned, w, z.array, z.at(0), z.image()));
    }

    private int start() {
        return isOrdered() ? source.mix.out.at(0) : Lanes.ALIGNED;
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
                ordered,
                Lanes.ALIGNED + image * pitch(),
                x.pixels());
    }

    @Override
    void backward(Workers workers) {
        var g = result.gradient;
        weight.gradient = weight.room();
        var from = ordered == null ? source.mix.out.array : ordered;
        var at = start();
        workers.run(
                weightTiles.pieces(),
                (piece, _) ->
                        weightTiles.run(
                                piece, g.array, g.at(0), from, at, pitch(), weight.gradient));
        if (!source.needsGradient()) {
            return;
        }
        var to = source.mix.gradient;
        var isDirect = ordered == null && given == null;
        var array = isDirect ? to.array : ordered == null ? given : ordered;
        var place = isDirect ? to.at(0) : ordered == null ? 0 : Lanes.ALIGNED;
        var w = weight.source();
        workers.run(
                backward.pieces(),
                (piece, _) -> backward.run(piece, g.array, g.at(0), w, array, place));
        workers.run(room.groups(), (group, _) -> give(group));
    }

    private void give(int group) {
        for (var image = room.from(group); image < room.from(group + 1); image++) {
            source.mix.given(source.turn, image, group, given(image));
        }
    }

    /// The gradient of an image, or `null` if it is where it belongs.
    private float[] given(int image) {
        if (ordered == null) {
            return given == null
                    ? null
                    : Arrays.copyOfRange(given, image * x.image(), (image + 1) * x.image());
        }
        var to = source.mix.gradient;
        var one = source.turn == 0 ? to.array : new float[x.image()];
        var at = source.turn == 0 ? to.at(image) : 0;
        var channels = inputs / x.pixels();
        Packing.turn(
                ordered,
                Lanes.ALIGNED + image * pitch(),
                x.pixels(),
                channels,
                x.pixels(),
                one,
                at,
                x.channels);
        for (var pixel = 0; channels < x.channels && pixel < x.pixels(); pixel++) {
            var first = at + pixel * x.channels;
            Arrays.fill(one, first + channels, first + x.channels, 0f);
        }
        return source.turn == 0 ? null : one;
    }
}
