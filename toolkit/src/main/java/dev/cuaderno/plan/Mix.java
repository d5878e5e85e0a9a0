package dev.cuaderno.plan;

import dev.cuaderno.kernels.Passes;
import dev.cuaderno.kernels.Passes.Plane;
import dev.cuaderno.kernels.Span;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What happens between two layers that do real work: y = max(floor, a·z + b), or the same with the
/// sum of two such terms; z is what a layer has left in memory, a and b are a normalisation or a
/// bias. Nothing of it is kept where one convolution is all that reads it: the convolution computes
/// it while it fills its own frame.
///
/// On the way back all who read y give their gradients; the last to give closes the gate of max and
/// sums what normalisation and bias need.
final class Mix {

    /// One summand.
    ///
    /// @param norm or `null`
    /// @param bias or `null`
    // The memory itself is meant, not its contents.
    @SuppressWarnings("ArrayRecordComponent")
    record Term(Block z, Norm norm, Weights.PerChannel bias, float[] a, float[] b) {

        static Term plain(Block z) {
            return new Term(z, null, null, ones(z.channels), new float[z.channels]);
        }

        static Term biased(Block z, Weights.PerChannel bias) {
            return new Term(z, null, bias, ones(z.channels), bias.values);
        }

        static Term normalised(Block z, Norm norm) {
            return new Term(z, norm, null, norm.a, norm.b);
        }

        boolean isPlain() {
            return norm == null && bias == null;
        }
    }

    private static float[] ones(int length) {
        var ones = new float[length];
        Arrays.fill(ones, 1);
        return ones;
    }

    final Term first;
    final Term second;
    private final float floor;
    private final float[] open;
    private final float[] shut;

    /// The result, or `null` where it is computed by whoever needs it.
    Block out;

    /// ∂L/∂(the sum), or `null` where nobody needs it, or where it is computed by whoever does.
    Block gradient;

    /// Who computes the gradient then.
    SquarePoolStage pool;

    /// Gradients of later sums that this is a term of: they hold for this as they are.
    final List<Block> shared = new ArrayList<>();

    /// How many readers give a gradient of their own.
    int givers;

    /// Σg and Σg·z of every group of images.
    float[][] sums;

    /// The same for the second term.
    float[][] secondSums;

    Mix(Term first, Term second, boolean relu) {
        this.first = first;
        this.second = second;
        this.floor = relu ? 0 : Float.NEGATIVE_INFINITY;
        this.open = ones(first.z.channels);
        this.shut = new float[first.z.channels];
    }

    /// Whether y is z itself.
    boolean isPlain() {
        return second == null && first.isPlain() && floor != 0;
    }

    /// Whether a block is one of its terms.
    boolean reads(Block z) {
        return first.z == z || (second != null && second.z == z);
    }

    /// Whether it is one term that is not kept: whoever reads it may compute it on the way.
    boolean isFleeting() {
        return out == null && second == null;
    }

    /// Results are never below it.
    float floor() {
        return floor;
    }

    Block shape() {
        return first.z;
    }

    /// The gradient's memory, with the sums that come with it.
    void keepGradient(int groups) {
        if (pool == null) {
            gradient = first.z.like();
        }
        sums = new float[groups][2 * first.z.channels];
        if (second != null && second.norm != null) {
            secondSums = new float[groups][2 * first.z.channels];
        }
    }

    void begin() {
        if (sums != null) {
            for (var group : sums) {
                Arrays.fill(group, 0);
            }
        }
        if (secondSums != null) {
            for (var group : secondSums) {
                Arrays.fill(group, 0);
            }
        }
    }

    /// Computes y of one image into other memory, and into its own if it has any.
    void compute(int image, Plane to) {
        compute(image, to, 0, first.z.rows);
    }

    /// The same for some rows of it.
    ///
    /// @param to where row 0 goes
    private void compute(int image, Plane to, int from, int end) {
        var shape = first.z;
        var rows = end - from;
        var z = new Plane(shape.array, shape.at(image), shape.row()).below(from);
        var target = to.below(from);
        if (second == null) {
            var keeps = out != null && out != first.z;
            var y = keeps ? own(image).below(from) : target;
            Passes.scale(z, first.a, 0, first.b, 0, floor, y, rows, shape.columns, shape.channels);
            if (keeps && !target.equals(y)) {
                Passes.copy(y, target, rows, shape.row());
            }
            return;
        }
        // a·z + b of the second term: its b has been added to the first one's.
        Passes.scaleAdd(
                z,
                first.a,
                0,
                joinedShift(),
                0,
                new Plane(second.z.array, second.z.at(image), second.z.row()).below(from),
                second.a,
                0,
                floor,
                own(image).below(from),
                target,
                rows,
                shape.columns,
                shape.channels);
    }

    /// Computes or copies y of one image into a frame, some rows of it.
    ///
    /// @param computes whether it has not been computed yet
    /// @param to where row 0 goes
    void frame(int image, Plane to, boolean computes, int from, int end) {
        if (computes || out == null) {
            compute(image, to, from, end);
        } else {
            Passes.copy(own(image).below(from), to.below(from), end - from, out.row());
        }
    }

    private float[] joinedShift() {
        if (second.isPlain()) {
            return first.b;
        }
        var sum = first.b.clone();
        for (var c = 0; c < sum.length; c++) {
            sum[c] += second.b[c];
        }
        return sum;
    }

    private Plane own(int image) {
        return new Plane(out.array, out.at(image), out.row());
    }

    /// y of one image, once it has been computed.
    ///
    /// @param scratch where to compute it if it is not kept
    Plane read(int image, Span scratch) {
        if (out != null) {
            return own(image);
        }
        var to = new Plane(scratch.array(), scratch.at(), first.z.row());
        compute(image, to);
        return to;
    }

    /// Copies y of one image into a frame, computing it if it is not kept.
    void frame(int image, Plane to) {
        frame(image, to, false, 0, first.z.rows);
    }

    /// Where the reader whose turn it is leaves its gradient of one image.
    ///
    /// @param turn 0 for the first reader on the way back
    Span target(int turn, int image, Span scratch) {
        return turn == 0 ? new Span(gradient.array, gradient.at(image)) : scratch;
    }

    /// Takes what the reader has left in [#target].
    void given(int turn, int image, int group, Span scratch) {
        var at = gradient.at(image);
        if (turn > 0) {
            Passes.add(scratch.array(), scratch.at(), gradient.array, at, gradient.image());
        }
        if (turn == givers - 1) {
            close(image, group, gradient.array, at, shared);
        }
    }

    /// Closes the gate where only sums have read y.
    void close(int image, int group) {
        var from = shared.getFirst();
        if (shared.size() == 1) {
            close(image, group, from.array, from.at(image), List.of());
            return;
        }
        var at = gradient.at(image);
        System.arraycopy(from.array, from.at(image), gradient.array, at, gradient.image());
        close(image, group, gradient.array, at, shared.subList(1, shared.size()));
    }

    private void close(int image, int group, float[] g, int gAt, List<Block> others) {
        var to = gradient.array;
        var at = gradient.at(image);
        for (var i = 1; i < others.size(); i++) {
            Passes.add(others.get(i).array, others.get(i).at(image), g, gAt, gradient.image());
        }
        var sign = floor == 0 ? (out == null ? first.z : out) : first.z;
        var a = floor != 0 ? shut : out == null ? first.a : open;
        var b = floor != 0 ? open : out == null ? first.b : shut;
        var z = first.norm == null ? sign : first.z;
        if (others.isEmpty()) {
            if (isPlain() && g == to && first.norm == null) {
                return;
            }
            Passes.gate(
                    g,
                    gAt,
                    sign.array,
                    sign.at(image),
                    a,
                    0,
                    b,
                    0,
                    z.array,
                    z.at(image),
                    to,
                    at,
                    sums[group],
                    0,
                    gradient.pixels(),
                    gradient.channels);
        } else {
            var other = others.getFirst();
            Passes.gateSum(
                    g,
                    gAt,
                    other.array,
                    other.at(image),
                    sign.array,
                    sign.at(image),
                    a,
                    0,
                    b,
                    0,
                    z.array,
                    z.at(image),
                    to,
                    at,
                    sums[group],
                    0,
                    gradient.pixels(),
                    gradient.channels);
        }
        if (secondSums != null) {
            Passes.products(
                    to,
                    at,
                    second.z.array,
                    second.z.at(image),
                    secondSums[group],
                    0,
                    gradient.pixels(),
                    gradient.channels);
        }
    }

    /// After the whole batch has given its gradients: what normalisations and biases make of them.
    void back() {
        if (first.norm != null) {
            first.norm.back(sums);
        }
        if (second != null && second.norm != null) {
            second.norm.back(secondSums);
        }
        biasGradient(first);
        if (second != null) {
            biasGradient(second);
        }
    }

    private void biasGradient(Term term) {
        if (term.bias == null) {
            return;
        }
        for (var c = 0; c < term.bias.gradient.length; c++) {
            var sum = 0.0;
            for (var group : sums) {
                sum += group[c];
            }
            term.bias.gradient[c] = (float) sum;
        }
    }
}
