package dev.cuaderno.plan;

import dev.cuaderno.kernels.ConvLayout;
import dev.cuaderno.kernels.ConvTiles;
import dev.cuaderno.kernels.ConvWeightTiles;
import dev.cuaderno.nn.Linear;
import dev.cuaderno.nn.Parameter;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A fully connected layer: a convolution of 1x1 whose pixels are the images of a group, and whose
/// channels are all numbers of an image.
final class LinearStage extends Stage {

    private static final int PIECES = 16;

    private final Reader source;
    private final Block z;
    private final Matrix matrix;
    private final Map<Integer, ConvTiles> forward = new ConcurrentHashMap<>();

    // The way back.
    private Mix result;
    private int images;
    private ConvWeightTiles weightTiles;
    private final Map<Integer, ConvTiles> backward = new ConcurrentHashMap<>();
    private float[][] given;

    LinearStage(Linear layer, Reader source, Block z) {
        this.source = source;
        this.z = z;
        this.matrix = new Matrix(layer.weight(), source.mix.shape(), z);
    }

    /// Prepares the way back.
    void prepare(Mix reader, Plan.Room room) {
        result = reader;
        images = room.images();
        matrix.gradient = new float[matrix.layout.size()];
        weightTiles = new ConvWeightTiles(tiles(matrix.layout, images).sizes(), 0, false);
        if (source.needsGradient()) {
            matrix.turned = new float[matrix.turnedLayout.size()];
            given =
                    source.turn == 0
                            ? null
                            : room.scratch()
                                    .of("given", room.groupSize() * source.mix.shape().image());
        }
    }

    private static ConvTiles tiles(ConvLayout layout, int count) {
        return new ConvTiles(
                new ConvTiles.Sizes(
                        layout,
                        count * layout.channels(),
                        1,
                        1,
                        1,
                        1,
                        1,
                        count,
                        count * layout.filters(),
                        layout.filters()));
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
    void forward(int from, int end, int worker, int group) {
        for (var image = from; image < end; image++) {
            source.read(image, null);
        }
        var x = source.mix.out;
        forward.computeIfAbsent(end - from, count -> tiles(matrix.layout, count))
                .run(x.array, x.at(from), matrix.packed, 0, z.array, z.at(from));
    }

    @Override
    void backward(int from, int end, int worker, int group) {
        if (!source.needsGradient()) {
            return;
        }
        var g = result.gradient;
        var x = source.mix.gradient;
        var tiles =
                backward.computeIfAbsent(end - from, count -> tiles(matrix.turnedLayout, count));
        if (source.turn == 0) {
            tiles.run(g.array, g.at(from), matrix.turned, 0, x.array, x.at(from));
            for (var image = from; image < end; image++) {
                source.mix.given(0, image, group, null);
            }
            return;
        }
        var all = given[worker];
        tiles.run(g.array, g.at(from), matrix.turned, 0, all, 0);
        for (var image = from; image < end; image++) {
            var one =
                    Arrays.copyOfRange(
                            all, (image - from) * x.image(), (image - from + 1) * x.image());
            source.mix.given(source.turn, image, group, one);
        }
    }

    @Override
    int pieces() {
        return Math.min(PIECES, weightTiles.pieces());
    }

    @Override
    void piece(int number) {
        var x = source.mix.out;
        var g = result.gradient;
        var all = weightTiles.pieces();
        var pieces = pieces();
        weightTiles.run(
                (int) ((long) all * number / pieces),
                (int) ((long) all * (number + 1) / pieces),
                x.array,
                x.at(0),
                g.array,
                g.at(0),
                matrix.gradient,
                0);
    }

    @Override
    void begin() {
        if (matrix.gradient != null) {
            Arrays.fill(matrix.gradient, 0);
        }
    }

    /// The weights: packed for both ways.
    private static final class Matrix extends Weights {

        private final ConvLayout layout;
        private final ConvLayout turnedLayout;
        private final float[] packed;
        private final int[] sources;
        private float[] turned;
        private float[] gradient;

        Matrix(Parameter parameter, Block x, Block z) {
            super(parameter);
            layout = new ConvLayout(1, 1, x.image(), z.channels, false);
            turnedLayout = new ConvLayout(1, 1, z.channels, ConvLayout.rounded(x.image()), false);
            packed = new float[layout.size()];
            sources = sources(parameter.shape().size(1), x);
        }

        /// For every number of an image its place among the parameter's columns, which count
        /// channel by channel; or −1.
        private static int[] sources(int inputs, Block x) {
            var channels = inputs / x.pixels();
            var sources = new int[x.image()];
            for (var pixel = 0; pixel < x.pixels(); pixel++) {
                for (var channel = 0; channel < x.channels; channel++) {
                    sources[pixel * x.channels + channel] =
                            channel < channels ? channel * x.pixels() + pixel : -1;
                }
            }
            return sources;
        }

        @Override
        void read() {
            var from = source();
            var inputs = sources.length;
            var outputs = parameter.shape().size(0);
            var columns = parameter.shape().size(1);
            for (var output = 0; output < outputs; output++) {
                var to = layout.at(output, 0, 0, 0);
                var step = layout.at(output, 1, 0, 0) - to;
                for (var input = 0; input < inputs; input++) {
                    var place = sources[input];
                    if (place >= 0) {
                        packed[to + input * step] = from[output * columns + place];
                    }
                }
            }
            if (turned != null) {
                for (var input = 0; input < inputs; input++) {
                    var place = sources[input];
                    if (place >= 0) {
                        var to = turnedLayout.at(input, 0, 0, 0);
                        var step = turnedLayout.at(input, 1, 0, 0) - to;
                        for (var output = 0; output < outputs; output++) {
                            turned[to + output * step] = from[output * columns + place];
                        }
                    }
                }
            }
        }

        @Override
        float[] gradient() {
            var outputs = parameter.shape().size(0);
            var columns = parameter.shape().size(1);
            var sum = new float[size()];
            for (var output = 0; output < outputs; output++) {
                var from = layout.at(output, 0, 0, 0);
                var step = layout.at(output, 1, 0, 0) - from;
                for (var input = 0; input < sources.length; input++) {
                    if (sources[input] >= 0) {
                        sum[output * columns + sources[input]] = gradient[from + input * step];
                    }
                }
            }
            return sum;
        }
    }
}
