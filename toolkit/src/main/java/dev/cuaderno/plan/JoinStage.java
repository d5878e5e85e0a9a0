package dev.cuaderno.plan;

import dev.cuaderno.kernels.Span;

import java.util.Arrays;
import java.util.List;

/// Results joined along the channels, as in the modules of GoogLeNet.
final class JoinStage extends Stage {

    private final List<Reader> sources;
    private final int[] channels;
    private final Block z;
    private Span[] given;

    /// @param channels how many each has, without those added to fill vectors
    JoinStage(List<Reader> sources, int[] channels, Block z) {
        this.sources = List.copyOf(sources);
        this.channels = channels.clone();
        this.z = z;
    }

    void prepare(Mix reader, Plan.Room room) {
        result = reader;
        var size = sources.stream().mapToInt(source -> source.mix.shape().image()).max();
        given = room.scratch().of("given", size.orElseThrow());
    }

    @Override
    List<Block> blocks() {
        return List.of(z);
    }

    @Override
    List<Reader> readers() {
        return sources;
    }

    @Override
    void forward(int from, int end, int worker, int group) {
        for (var image = from; image < end; image++) {
            var to = z.at(image);
            Arrays.fill(z.array, to, to + z.image(), 0f);
            for (var i = 0; i < channels.length; i++) {
                sources.get(i).read(image, null);
                var x = sources.get(i).mix.out;
                copy(x.array, x.at(image), x.channels, z.array, to, z.channels, channels[i]);
                to += channels[i];
            }
        }
    }

    private void copy(float[] x, int xAt, int xStep, float[] y, int yAt, int yStep, int length) {
        for (var pixel = 0; pixel < z.pixels(); pixel++) {
            System.arraycopy(x, xAt + pixel * xStep, y, yAt + pixel * yStep, length);
        }
    }

    @Override
    void backward(int from, int end, int worker, int group) {
        var g = result.gradient;
        for (var image = from; image < end; image++) {
            var first = g.at(image);
            for (var i = 0; i < channels.length; i++) {
                var source = sources.get(i);
                if (source.needsGradient()) {
                    var x = source.mix.shape();
                    var to = source.mix.target(source.turn, image, given[worker]);
                    Arrays.fill(to.array(), to.at(), to.at() + x.image(), 0f);
                    copy(g.array, first, g.channels, to.array(), to.at(), x.channels, channels[i]);
                    source.mix.given(source.turn, image, group, given[worker]);
                }
                first += channels[i];
            }
        }
    }
}
