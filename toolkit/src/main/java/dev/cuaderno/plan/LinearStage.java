package dev.cuaderno.plan;

import dev.cuaderno.kernels.ConvLayout;
import dev.cuaderno.kernels.ConvTiles;
import dev.cuaderno.kernels.ProductTiles;
import dev.cuaderno.kernels.Workers;
import dev.cuaderno.nn.Linear;

import java.util.Arrays;
import java.util.List;

/// A fully connected layer: a convolution of 1x1 whose pixels are the images, and whose channels
/// are all numbers of an image. It takes the whole batch at once, since its weights are many and
/// each is needed only once per image; threads share its results, not its images.
final class LinearStage extends Stage {

    private final Reader source;
    private final Block z;
    private final Plan.Room room;
    private final Matrix matrix;
    private final ConvTiles forward;

    // The way back.
    private ConvTiles backward;
    private ProductTiles weightTiles;
    private float[] given;

    LinearStage(Linear layer, Reader source, Block z, Plan.Room room) {
        this.source = source;
        this.z = z;
        this.room = room;
        this.matrix = new Matrix(layer.weight(), source.mix.shape(), z, room.memory());
        this.forward = tiles(matrix.layout);
    }

    /// Prepares the way back.
    void prepare(Mix reader) {
        result = reader;
        var x = source.mix.shape();
        weightTiles = new ProductTiles(z.image(), matrix.outputs, matrix.columns);
        if (source.needsGradient()) {
            matrix.turn();
            backward = tiles(matrix.turnedLayout);
            if (source.turn > 0) {
                room.memory()
                        .floats(
                                Memory.Kind.SCRATCH,
                                room.images() * x.image(),
                                array -> given = array);
            }
        }
    }

    private ConvTiles tiles(ConvLayout layout) {
        return new ConvTiles(
                new ConvTiles.Sizes(
                        layout,
                        room.images() * layout.channels(),
                        1,
                        1,
                        1,
                        1,
                        1,
                        room.images(),
                        room.images() * layout.filters(),
                        layout.filters()));
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
        return List.of(matrix);
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
                    }
                });
        var x = source.mix.out;
        workers.run(
                forward.pieces(),
                (piece, _) ->
                        forward.run(piece, x.array, x.at(0), matrix.packed, 0, z.array, z.at(0)));
    }

    @Override
    void backward(Workers workers) {
        var g = result.gradient;
        matrix.gradient = new float[matrix.size()];
        var x = source.mix.out;
        workers.run(
                weightTiles.pieces(),
                (piece, _) ->
                        weightTiles.run(
                                piece,
                                room.images(),
                                g.array,
                                g.at(0),
                                g.image(),
                                x.array,
                                x.at(0),
                                x.image(),
                                matrix.places,
                                matrix.gradient));
        if (!source.needsGradient()) {
            return;
        }
        var to = source.mix.gradient;
        var array = source.turn == 0 ? to.array : given;
        var at = source.turn == 0 ? to.at(0) : 0;
        workers.run(
                backward.pieces(),
                (piece, _) -> backward.run(piece, g.array, g.at(0), matrix.turned, 0, array, at));
        workers.run(room.groups(), (group, _) -> give(group, to.image()));
    }

    private void give(int group, int size) {
        for (var image = room.from(group); image < room.from(group + 1); image++) {
            var one =
                    given == null
                            ? null
                            : Arrays.copyOfRange(given, image * size, (image + 1) * size);
            source.mix.given(source.turn, image, group, one);
        }
    }
}
