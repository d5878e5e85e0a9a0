package dev.cuaderno.nn;

import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Tensor;

import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// How often a network was called with what, and from when on it is worth preparing.
final class Calls {

    /// Multiplications of a forward pass in training from which on it is prepared at once: others
    /// will follow, and the way back takes twice as many.
    private static final long LEARNING = 50_000_000;

    /// The same in use, where others may not follow: so much alone takes as long as preparing.
    private static final long ANSWERING = 5_000_000_000L;

    /// Multiplications of all calls with one shape after which it is prepared. They take about as
    /// long as preparing does.
    private static final long ALTOGETHER = 20_000_000_000L;

    private static final int BOTH_WAYS = 3;

    /// Multiplications for one sample beyond which hardly anybody trains a network here.
    private static final long TRAINED = 600_000_000;

    /// The batch of [dev.cuaderno.train.Fit] unless it is told another.
    private static final int BATCH = 32;

    /// Shapes remembered.
    private static final int MOST = 32;

    private record Key(Shape input, boolean training) {}

    private final Layer net;

    /// Whether functions would have to run, on zeros, to find out what a call takes.
    private final boolean hasFunctions;

    private final Map<Key, Long> done = new LinkedHashMap<>(16, 0.75f, true);

    /// Takes memory that others may need more.
    private SoftReference<Layer> prepared = new SoftReference<>(null);

    private Calls(Layer net, List<Components.Part> parts) {
        this.net = net;
        this.hasFunctions = hasFunctions(parts);
    }

    private static boolean hasFunctions(List<Components.Part> parts) {
        return parts.stream().anyMatch(part -> Outline.isFunction(part.value()));
    }

    /// Those of a network; `null` if it is not to be prepared.
    ///
    /// They are kept by its first layer, so that they live as long as the network does.
    static Calls of(Layer net, List<Components.Part> parts) {
        for (var part : parts) {
            if (part.value() instanceof Primitive first) {
                return first.callsOf(
                        net, () -> Outline.mayVary(net) ? null : new Calls(net, parts));
            }
        }
        return null;
    }

    /// Has a network prepared in the background that is looked at and likely to be trained next,
    /// unless code of the user's would run for it unseen.
    ///
    /// @param macs its multiplications for one sample
    static void expect(Layer net, long macs, int... sample) {
        var worth = macs <= TRAINED && macs >= LEARNING / BATCH;
        if (worth
                && !Running.isInside()
                && Components.parameters(net).values().stream().allMatch(Parameter::isSettled)
                && !hasFunctions(Components.of(net))
                && !Outline.mayVary(net)) {
            var batch = Shape.of(BATCH).concat(Shape.of(sample));
            Runner.first().ifPresent(runner -> runner.expect(net, batch));
        }
    }

    /// The result of one more call.
    Tensor run(Tensor x, UnaryOperator<Tensor> forward) {
        var work = new Running.Work();
        var key = new Key(x.shape(), Mode.isTraining());
        if (isWorthPreparing(key)) {
            return Running.counted(work, () -> prepared().forward(x));
        }
        var y = Running.counted(work, () -> forward.apply(x));
        add(key, work.done());
        return y;
    }

    private synchronized boolean isWorthPreparing(Key key) {
        var before = done.computeIfAbsent(key, this::estimate);
        return before >= ALTOGETHER;
    }

    /// What counts as done before the first call.
    private long estimate(Key key) {
        var rank = key.input.rank();
        if ((rank != 2 && rank != 4) || (hasFunctions && !key.training)) {
            return 0;
        }
        var once = macs(key.input);
        return once >= (key.training ? LEARNING : ANSWERING) ? ALTOGETHER : 0;
    }

    /// The multiplications of a call. What lies between layers is computed for that, on zeros and
    /// one sample.
    private long macs(Shape input) {
        try {
            return input.size(0) * Trace.of(net, input.with(0, 1)).macs();
        } catch (RuntimeException wrong) {
            // The call itself will tell it, with the shapes that the caller knows.
            return 0;
        }
    }

    private synchronized void add(Key key, long more) {
        done.merge(key, key.training ? BOTH_WAYS * more : more, Long::sum);
        if (done.size() > MOST) {
            done.remove(done.keySet().iterator().next());
        }
    }

    private synchronized Layer prepared() {
        var known = prepared.get();
        if (known == null) {
            known = Runner.prepare(net);
            prepared = new SoftReference<>(known);
        }
        return known;
    }
}
