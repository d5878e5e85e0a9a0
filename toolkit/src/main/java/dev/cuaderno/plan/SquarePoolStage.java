package dev.cuaderno.plan;

import dev.cuaderno.kernels.Passes.Plane;
import dev.cuaderno.kernels.Span;
import dev.cuaderno.kernels.SquarePooling;
import dev.cuaderno.kernels.Workers;

import java.util.List;

/// The largest of every window of 2x2, right behind a convolution that nobody else reads. It reads
/// what the convolution has left, and neither the activation in between nor its gradient is ever
/// written: on the way back the convolution asks for the gradient of an image when it needs it.
final class SquarePoolStage extends Stage {

    private final Reader source;
    private final Block z;
    private final SquarePooling pooling;

    /// Which cell of its window each largest is.
    private final Block winners;

    private final Span[] forgotten;

    SquarePoolStage(Reader source, Block z, Plan.Room room) {
        this.source = source;
        this.z = z;
        var x = source.mix.shape();
        pooling = new SquarePooling(x.rows, x.columns, x.channels);
        winners = room.training() ? z.like() : null;
        forgotten = room.training() ? null : room.scratch().of("winners", z.image());
    }

    void prepare(Mix reader) {
        result = reader;
    }

    @Override
    List<Block> blocks() {
        return source.mix.shape().isPassing() ? List.of() : kept();
    }

    /// What is written for every image, by whoever passes it on.
    List<Block> kept() {
        return winners == null ? List.of(z) : List.of(z, winners);
    }

    /// What is needed when the convolution asks for a gradient.
    List<Block> asked() {
        return List.of(winners, result.gradient);
    }

    @Override
    List<Reader> readers() {
        return List.of(source);
    }

    @Override
    void forward(int from, int end, int worker, int group) {
        var x = source.mix.shape();
        for (var i = from; i < end && !x.isPassing(); i++) {
            take(i, x.array, x.at(i), worker);
        }
    }

    /// Pools one image.
    void take(int image, float[] x, int xAt, int worker) {
        take(image, x, xAt, worker, 0, pooling.tall());
    }

    /// Pools one image, whose rows threads share.
    void take(int image, float[] x, int xAt, Workers workers) {
        Rows.share(
                workers,
                pooling.tall(),
                2 * source.mix.shape().row(),
                (from, end) -> take(image, x, xAt, 0, from, end));
    }

    private void take(int image, float[] x, int xAt, int worker, int from, int end) {
        pooling.largest(
                from,
                end,
                x,
                xAt,
                source.mix.first.a(),
                source.mix.first.b(),
                source.mix.floor(),
                z.array,
                z.at(image),
                winners == null ? forgotten[worker].array() : winners.array,
                winners == null ? forgotten[worker].at() : winners.at(image));
    }

    /// What the convolution's normalisation needs of the whole batch before it can go on.
    @Override
    void backward(int from, int end, int worker, int group) {
        var x = source.mix.first;
        if (x.norm() == null) {
            return;
        }
        var g = result.gradient;
        for (var i = from; i < end; i++) {
            pooling.products(
                    g.array,
                    g.at(i),
                    winners.array,
                    winners.at(i),
                    x.z().array,
                    x.z().at(i),
                    source.mix.sums[group]);
        }
    }

    /// The gradient of what the convolution has left of one image.
    void giveBack(int image, int group, Plane to) {
        var x = source.mix.first;
        var g = result.gradient;
        if (x.norm() == null) {
            pooling.giveBack(
                    g.array,
                    g.at(image),
                    winners.array,
                    winners.at(image),
                    to,
                    source.mix.sums[group]);
        } else {
            pooling.mix(
                    g.array,
                    g.at(image),
                    winners.array,
                    winners.at(image),
                    x.z().array,
                    x.z().at(image),
                    x.norm().ca,
                    x.norm().cb,
                    x.norm().cc,
                    to);
        }
    }
}
