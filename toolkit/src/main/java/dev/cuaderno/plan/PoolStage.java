package dev.cuaderno.plan;

import dev.cuaderno.kernels.Pooling;
import dev.cuaderno.kernels.Span;
import dev.cuaderno.kernels.Workers;
import dev.cuaderno.tensor.Sliding;

import java.util.Arrays;
import java.util.List;

/// Pooling: the largest or the mean of every window.
final class PoolStage extends SingleStage {

    private final Pooling pooling;
    private final boolean mean;
    private Span[] read;

    /// Which cell of its window each largest is.
    private Block winners;

    PoolStage(
            Reader source,
            Block z,
            Sliding rows,
            Sliding columns,
            boolean mean,
            boolean countPadding,
            Plan.Room room) {
        super(source, z);
        this.mean = mean;
        var x = source.mix.shape();
        pooling =
                new Pooling(
                        x.rows,
                        x.columns,
                        x.channels,
                        axis(rows),
                        axis(columns),
                        z.rows,
                        z.columns,
                        countPadding);
        read = room.scratch().of("pooled", x.image());
        if (!mean) {
            winners = room.training() ? z.like() : null;
        }
    }

    private static Pooling.Axis axis(Sliding s) {
        return new Pooling.Axis(s.kernel(), s.stride(), s.before(), s.after(), s.dilation());
    }

    @Override
    List<Block> blocks() {
        return winners == null ? List.of(z) : List.of(z, winners);
    }

    @Override
    void forward(int from, int end, int worker, int group) {
        for (var i = from; i < end; i++) {
            if (!mean && winners == null && source.mix.isFleeting()) {
                through(i, 0, z.rows);
                continue;
            }
            var x = source.read(i, read[worker]);
            if (mean) {
                pooling.means(x.array(), x.at(), z.array, z.at(i));
            } else if (winners == null) {
                pooling.largest(x.array(), x.at(), z.array, z.at(i), null, 0);
            } else {
                pooling.largest(x.array(), x.at(), z.array, z.at(i), winners.array, winners.at(i));
            }
        }
    }

    @Override
    void forward(int images, Workers workers) {
        if (mean || winners != null) {
            super.forward(images, workers);
            return;
        }
        for (var i = 0; i < images; i++) {
            var image = i;
            if (source.mix.isFleeting()) {
                Rows.share(workers, z.rows, z.row(), (from, end) -> through(image, from, end));
                continue;
            }
            var x = source.read(image, read[0], workers);
            Rows.share(
                    workers,
                    z.rows,
                    z.row(),
                    (from, end) ->
                            pooling.largest(
                                    from, end, x.array(), x.at(), z.array, z.at(image), null, 0));
        }
    }

    /// Pools some rows of what nobody else reads, without writing it.
    private void through(int i, int from, int end) {
        var x = source.mix.first;
        pooling.largest(
                from,
                end,
                x.z().array,
                x.z().at(i),
                x.a(),
                x.b(),
                source.mix.floor(),
                z.array,
                z.at(i));
    }

    @Override
    void giveBack(int image, Span to, int worker) {
        var g = result.gradient;
        var x = to.array();
        var at = to.at();
        if (mean) {
            Arrays.fill(x, at, at + source.mix.shape().image(), 0f);
            pooling.spread(g.array, g.at(image), x, at);
        } else {
            pooling.giveBack(g.array, g.at(image), winners.array, winners.at(image), x, at);
        }
    }
}
