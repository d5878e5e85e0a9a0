package dev.cuaderno.plan;

import dev.cuaderno.kernels.ConvLayout;
import dev.cuaderno.kernels.ConvSpreadTiles;
import dev.cuaderno.kernels.ConvTiles;
import dev.cuaderno.kernels.Remainder;
import dev.cuaderno.kernels.Span;
import dev.cuaderno.nn.Parameter;
import dev.cuaderno.tensor.Sliding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The gradient of a convolution's input. It is itself a convolution, of the result's gradient by
/// the turned weights; with a step S it falls into S·S of them, one for each remainder of the
/// input's row and column, each with every S-th row and column of the kernel.
///
/// Where the kernel is large against an image without a border, the gradients are spread instead.
final class ConvBack {

    private final List<Part> parts = new ArrayList<>();
    private final Scratch.Frame frame;
    private final boolean hasGaps;
    private final int image;

    /// One remainder.
    private static final class Part {
        private final Loops loops;

        /// For every weight of the part where the parameter has it, or −1.
        private final int[] places;

        /// Where its first window begins in the frame.
        private final int from;

        /// Where its first result goes in the image.
        private final int to;

        private Span weights;

        private Part(Loops loops, int[] places, int from, int to) {
            this.loops = loops;
            this.places = places;
            this.from = from;
            this.to = to;
        }
    }

    /// What computes a part, from its gradients and weights.
    @FunctionalInterface
    interface Loops {
        void run(float[] g, int gAt, float[] w, int wAt, float[] x, int xAt);
    }

    /// Makes the loops of a part.
    @FunctionalInterface
    interface Maker {
        Made make(Remainder down, Remainder across, Scratch.Frame frame, Block x, Block z);
    }

    /// Loops and what they read.
    ///
    /// @param weights how many weights they read
    /// @param at where each of them lies
    record Made(Loops loops, int weights, Weights.Place at) {}

    /// How much wider than the result the input must be for spreading to pay.
    private static final double WIDER = 1.15;

    private ConvBack(int image, Scratch.Frame frame, boolean hasGaps) {
        this.image = image;
        this.frame = frame;
        this.hasGaps = hasGaps;
    }

    /// In the way that suits a convolution whose filters read all channels.
    static ConvBack of(
            Parameter weight, Sliding rows, Sliding columns, Block x, Block z, Memory memory) {
        if (!spreads(rows, columns)) {
            return new ConvBack(weight, rows, columns, x, z, ConvBack::whole, memory);
        }
        var frame = new Scratch.Frame(z.rows, z.columns, z.channels, 0, 0);
        var back = new ConvBack(x.image(), frame, true);
        back.parts.add(spread(weight, rows, columns, x, z, memory));
        return back;
    }

    /// Part by part.
    ConvBack(
            Parameter weight,
            Sliding rows,
            Sliding columns,
            Block x,
            Block z,
            Maker maker,
            Memory memory) {
        if ((rows.dilation() > 1 && rows.stride() > 1)
                || (columns.dilation() > 1 && columns.stride() > 1)) {
            throw new PlanException("a convolution with step and dilation");
        }
        image = x.image();
        var down = remainders(rows);
        var across = remainders(columns);
        var top = down.stream().mapToInt(Remainder::lead).max().orElse(0);
        var left = across.stream().mapToInt(Remainder::lead).max().orElse(0);
        var bottom = down.stream().mapToInt(one -> one.trail(z.rows)).max().orElse(0);
        var right = across.stream().mapToInt(one -> one.trail(z.columns)).max().orElse(0);
        top = Math.max(0, top);
        left = Math.max(0, left);
        frame =
                new Scratch.Frame(
                        top + z.rows + Math.max(0, bottom),
                        left + z.columns + Math.max(0, right),
                        z.channels,
                        top,
                        left);
        var gaps = false;
        for (var vertical : down) {
            for (var horizontal : across) {
                if (vertical.taps() == 0 || horizontal.taps() == 0) {
                    gaps = true;
                } else if (vertical.count() > 0 && horizontal.count() > 0) {
                    var made = maker.make(vertical, horizontal, frame, x, z);
                    var places = places(weight, made, vertical, horizontal);
                    var from = from(vertical, horizontal);
                    parts.add(part(made.loops, places, from, to(x, vertical, horizontal), memory));
                }
            }
        }
        hasGaps = gaps;
    }

    private static List<Remainder> remainders(Sliding s) {
        return Remainder.all(s.kernel(), s.stride(), s.dilation(), s.before(), s.size());
    }

    /// Loops over all channels of the gradients.
    private static Made whole(
            Remainder down, Remainder across, Scratch.Frame frame, Block x, Block z) {
        var slides = ConvTiles.slides(across.taps(), z.channels, 1, across.dilation());
        var layout = new ConvLayout(down.taps(), across.taps(), z.channels, x.channels, slides);
        var tiles =
                new ConvTiles(
                        new ConvTiles.Sizes(
                                layout,
                                frame.row(),
                                1,
                                1,
                                down.dilation(),
                                across.dilation(),
                                down.count(),
                                across.count(),
                                down.step() * x.row(),
                                across.step() * x.channels),
                        down.lead(),
                        z.rows);
        // Turned round: what was a channel is now a filter.
        return new Made(
                tiles::run,
                layout.size(),
                (in, out, row, column) -> layout.at(out, in, row, column));
    }

    /// Where the first window of a part begins in the frame.
    private int from(Remainder down, Remainder across) {
        return (frame.top() - down.lead()) * frame.row()
                + (frame.left() - across.lead()) * frame.channels();
    }

    /// Where the first result of a part goes in the image.
    private static int to(Block x, Remainder down, Remainder across) {
        return down.cell() * x.row() + across.cell() * x.channels;
    }

    private static Part part(Loops loops, int[] places, int from, int to, Memory memory) {
        var part = new Part(loops, places, from, to);
        memory.note(Memory.Kind.WEIGHTS, places.length);
        memory.floats(Memory.Kind.WEIGHTS, places.length, span -> part.weights = span);
        return part;
    }

    private static boolean spreads(Sliding rows, Sliding columns) {
        return rows.stride() == 1
                && columns.stride() == 1
                && columns.before() == 0
                && columns.after() == 0
                && columns.size() > WIDER * columns.count();
    }

    private static Part spread(
            Parameter weight, Sliding rows, Sliding columns, Block x, Block z, Memory memory) {
        var layout = new ConvLayout(columns.kernel(), rows.kernel(), z.channels, x.channels, false);
        var tiles =
                new ConvSpreadTiles(
                        new ConvSpreadTiles.Sizes(
                                layout,
                                z.row(),
                                z.rows,
                                z.columns,
                                rows.dilation(),
                                columns.dilation(),
                                x.row(),
                                x.rows,
                                rows.before()));
        return part(tiles::run, swapped(weight, layout), 0, 0, memory);
    }

    /// Where the parameter has the weights of a layout with rows and columns swapped.
    private static int[] swapped(Parameter weight, ConvLayout layout) {
        var shape = weight.shape();
        var places = new int[layout.size()];
        Arrays.fill(places, -1);
        var next = 0;
        for (var filter = 0; filter < shape.size(0); filter++) {
            for (var channel = 0; channel < shape.size(1); channel++) {
                for (var row = 0; row < shape.size(2); row++) {
                    for (var column = 0; column < shape.size(3); column++) {
                        places[layout.at(channel, filter, column, row)] = next++;
                    }
                }
            }
        }
        return places;
    }

    /// For every weight of a part where the parameter has it.
    private static int[] places(Parameter weight, Made made, Remainder down, Remainder across) {
        var shape = weight.shape();
        var places = new int[made.weights];
        Arrays.fill(places, -1);
        for (var filter = 0; filter < shape.size(0); filter++) {
            for (var channel = 0; channel < shape.size(1); channel++) {
                for (var r = 0; r < down.taps(); r++) {
                    for (var c = 0; c < across.taps(); c++) {
                        places[made.at.of(filter, channel, r, c)] =
                                ((filter * shape.size(1) + channel) * shape.size(2)
                                                        + down.element(r))
                                                * shape.size(3)
                                        + across.element(c);
                    }
                }
            }
        }
        return places;
    }

    /// The frame that the result's gradient must lie in.
    Scratch.Frame frame() {
        return frame;
    }

    /// Takes over the weights.
    void read(float[] weights) {
        for (var part : parts) {
            for (var i = 0; i < part.places.length; i++) {
                if (part.places[i] >= 0) {
                    part.weights.array()[part.weights.at() + i] = weights[part.places[i]];
                }
            }
        }
    }

    /// Computes the gradient of one image.
    void run(Span g, float[] x, int xAt) {
        if (hasGaps) {
            Arrays.fill(x, xAt, xAt + image, 0f);
        }
        for (var part : parts) {
            part.loops.run(
                    g.array(),
                    g.at() + part.from,
                    part.weights.array(),
                    part.weights.at(),
                    x,
                    xAt + part.to);
        }
    }
}
