package dev.cuaderno.plan;

import dev.cuaderno.grad.Step;
import dev.cuaderno.kernels.Binary;
import dev.cuaderno.kernels.Lanes;
import dev.cuaderno.kernels.Unary;
import dev.cuaderno.kernels.Workers;
import dev.cuaderno.nn.Activation;
import dev.cuaderno.nn.AdaptivePooling;
import dev.cuaderno.nn.BatchNorm;
import dev.cuaderno.nn.Conv2d;
import dev.cuaderno.nn.Dropout;
import dev.cuaderno.nn.Flatten;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.nn.Linear;
import dev.cuaderno.nn.Outline;
import dev.cuaderno.nn.Pooling;
import dev.cuaderno.nn.Primitive;
import dev.cuaderno.nn.Thinning;
import dev.cuaderno.op.Pairwise;
import dev.cuaderno.op.Pointwise;
import dev.cuaderno.op.Reshape;
import dev.cuaderno.tensor.Padding;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Size2d;
import dev.cuaderno.tensor.Sliding;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/// Makes a plan of a network drawn as a tape: which layers do real work, and what of the rest can
/// be done on the way from one to the next.
final class Planner {

    private final Plan.Room room;
    private final Workers workers;
    private final IdentityHashMap<Tensor, Integer> uses = new IdentityHashMap<>();
    private final IdentityHashMap<Tensor, Draft> drafts = new IdentityHashMap<>();
    private final List<Stage> stages = new ArrayList<>();
    private final List<Mix> mixes = new ArrayList<>();
    private final List<Norm> norms = new ArrayList<>();
    private final List<Runnable> preparations = new ArrayList<>();
    private final IdentityHashMap<Mix, List<Reader>> readers = new IdentityHashMap<>();

    /// A result that may still take in what follows it.
    private static final class Draft {
        private Mix.Term first;
        private Mix.Term second;
        private boolean relu;
        private Mix sealed;

        /// The layer that made the first term, if it can still take a normalisation.
        private ConvStage producer;

        private Draft(Mix.Term first) {
            this.first = first;
        }

        boolean isTerm() {
            return second == null && !relu && sealed == null;
        }
    }

    private Planner(Plan.Room room, Workers workers) {
        this.room = room;
        this.workers = workers;
    }

    /// The plan of a network for inputs of one shape.
    ///
    /// @throws PlanException if the network does something that plans do not know
    static Plan plan(Layer net, Shape input, boolean training, Workers workers) {
        if (input.rank() != 2 && input.rank() != 4) {
            throw new PlanException("inputs of shape " + input);
        }
        var images = input.size(0);
        var drawing = Outline.of(net, input.with(0, 1));
        var planner = new Planner(Plan.Room.of(images, training, workers), workers);
        return planner.plan(drawing, input);
    }

    private Plan plan(Outline.Drawing drawing, Shape input) {
        count(drawing.output());
        var image =
                input.rank() == 4
                        ? new Block(input.size(0), input.size(2), input.size(3), input.size(1))
                        : new Block(input.size(0), 1, 1, input.size(1));
        var start = new Draft(Mix.Term.plain(image));
        start.sealed = new Mix(start.first, null, false);
        start.sealed.out = image;
        drafts.put(drawing.input(), start);
        var output = seal(draft(drawing.output()));
        keep(output);
        if (room.training()) {
            prepareBack(start.sealed, output);
        }
        var shape = drawing.output().shape().with(0, input.size(0));
        return new Plan(room, workers, image, output, shape, stages, mixes, norms);
    }

    private void count(Tensor tensor) {
        if (uses.merge(tensor, 1, Integer::sum) == 1 && tensor.origin() instanceof Step step) {
            step.inputs().forEach(this::count);
        }
    }

    private Draft draft(Tensor tensor) {
        var known = drafts.get(tensor);
        if (known == null) {
            known = made(tensor);
            drafts.put(tensor, known);
        }
        return known;
    }

    private Draft made(Tensor tensor) {
        if (!(tensor.origin() instanceof Step step)) {
            throw new PlanException("a tensor from outside of the network");
        }
        return switch (step.op()) {
            case Outline.LayerCall call -> layer(call, step.inputs().getFirst(), tensor.shape());
            case Pointwise(Unary f) when f == Unary.RELU -> relu(step.inputs().getFirst());
            case Pointwise(Unary f) when f == Unary.TANH || f == Unary.SIGMOID ->
                    curve(f, step.inputs().getFirst());
            case Pairwise(Binary f) when f == Binary.PLUS ->
                    sum(step.inputs().get(0), step.inputs().get(1));
            case Reshape _ when flattens(step.inputs().getFirst().shape(), tensor.shape()) ->
                    draft(step.inputs().getFirst());
            default -> throw new PlanException("the operation " + step.op().name());
        };
    }

    private static boolean flattens(Shape from, Shape to) {
        return to.rank() == 2 && from.size(0) == to.size(0);
    }

    private void add(Stage stage) {
        stage.name(room.memory().layer());
        stages.add(stage);
    }

    /// What is to be done for a stage once it is known who reads its result.
    private void later(Stage stage, Runnable preparation) {
        preparations.add(
                () -> {
                    room.memory().of(stage.name());
                    preparation.run();
                });
    }

    private static String name(Primitive layer) {
        return layer.path().isEmpty() ? layer.toString() : layer.path() + " (" + layer + ")";
    }

    private Draft layer(Outline.LayerCall call, Tensor input, Shape output) {
        draft(input);
        room.memory().of(name(call.layer()));
        return switch (call.layer()) {
            case Conv2d conv -> convolution(conv, input, output);
            case Linear linear -> linear(linear, input);
            case BatchNorm norm -> normalisation(norm, input);
            case Pooling pool -> pooling(pool, input, output);
            case AdaptivePooling pool -> adaptive(pool, input, output);
            case Flatten _ -> draft(input);
            case Activation one when one.kind().equals("relu") -> relu(input);
            case Activation one when one.kind().equals("tanh") -> curve(Unary.TANH, input);
            case Activation one when one.kind().equals("sigmoid") -> curve(Unary.SIGMOID, input);
            case Dropout dropout -> room.training() ? dropout(dropout, input) : draft(input);
            case Thinning thinning -> thinning(thinning, input, output);
            default -> throw new PlanException("the layer " + call.layer());
        };
    }

    private Draft convolution(Conv2d conv, Tensor input, Shape output) {
        var window = conv.window();
        if (window.groups() != 1 || !(window.border() instanceof Padding.Zero)) {
            throw new PlanException("the layer " + conv);
        }
        var source = read(input);
        var x = input.shape();
        var one = Size2d.square(1);
        var rows = window.overRows(x.size(2), conv.kernel().rows(), one);
        var columns = window.overColumns(x.size(3), conv.kernel().columns(), one);
        if (rows.ceilMode()) {
            throw new PlanException("the layer " + conv);
        }
        var z = Block.of(room.images(), output.size(2), output.size(3), output.size(1));
        var stage = new ConvStage(conv, source, rows, columns, z, room);
        add(stage);
        var bias = conv.bias() == null ? null : new Weights.PerChannel(conv.bias());
        var draft = new Draft(bias == null ? Mix.Term.plain(z) : Mix.Term.biased(z, bias));
        draft.producer = stage;
        later(stage, () -> stage.prepare(mixOf(z), room));
        return draft;
    }

    private Draft linear(Linear linear, Tensor input) {
        var shape = input.shape();
        if (shape.rank() != 2) {
            throw new PlanException("the layer " + linear + " over " + shape);
        }
        var source = read(input);
        keep(source.mix);
        var z = Block.of(room.images(), 1, 1, linear.outputs());
        var stage = new LinearStage(linear, source, z, room);
        add(stage);
        later(stage, () -> stage.prepare(mixOf(z)));
        return new Draft(
                linear.bias() == null
                        ? Mix.Term.plain(z)
                        : Mix.Term.biased(z, new Weights.PerChannel(linear.bias())));
    }

    private Draft normalisation(BatchNorm layer, Tensor input) {
        var draft = draft(input);
        if (!draft.isTerm()
                || draft.producer == null
                || draft.first.norm() != null
                || uses.get(input) > 1) {
            throw new PlanException("the layer " + layer + " that follows no convolution");
        }
        var z = draft.first.z();
        var count = (long) room.images() * z.pixels();
        if (room.training() && count < 2) {
            throw new PlanException("the layer " + layer + " with one value per channel");
        }
        var norm = new Norm(layer, draft.first.bias(), room.training() ? room.groups() : 0, count);
        norms.add(norm);
        draft.producer.norm(norm);
        draft.first = Mix.Term.normalised(z, norm);
        return draft;
    }

    private Draft relu(Tensor input) {
        var draft = draft(input);
        if (draft.sealed == null && uses.get(input) == 1) {
            draft.relu = true;
            return draft;
        }
        var next = new Draft(term(draft));
        next.relu = true;
        return next;
    }

    private Draft sum(Tensor left, Tensor right) {
        if (!left.shape().equals(right.shape())) {
            throw new PlanException("a sum of different shapes");
        }
        var first = draft(left);
        var second = draft(right);
        var draft = new Draft(addend(left, first));
        draft.second = addend(right, second);
        return draft;
    }

    private Mix.Term addend(Tensor tensor, Draft draft) {
        return draft.isTerm() && uses.get(tensor) == 1 ? draft.first : term(draft);
    }

    /// A finished result as a term of another.
    private Mix.Term term(Draft draft) {
        var mix = seal(draft);
        keep(mix);
        if (!mix.isPlain() && readers.getOrDefault(mix, List.of()).isEmpty()) {
            // No layer has computed it.
            var reader = new Reader(mix, true);
            readers.computeIfAbsent(mix, _ -> new ArrayList<>()).add(reader);
            add(new GateStage(reader));
        }
        return Mix.Term.plain(mix.out);
    }

    private Draft pooling(Pooling pool, Tensor input, Shape output) {
        var window = pool.window();
        if (!(window.border() instanceof Padding.Zero)) {
            throw new PlanException("the layer " + pool);
        }
        var x = input.shape();
        var natural = Size2d.square(pool.size());
        return pooled(
                input,
                output,
                window.overRows(x.size(2), pool.size(), natural),
                window.overColumns(x.size(3), pool.size(), natural),
                pool.isMean(),
                window.countPadding());
    }

    private Draft adaptive(AdaptivePooling pool, Tensor input, Shape output) {
        var x = input.shape();
        var tall = x.size(2) / output.size(2);
        var wide = x.size(3) / output.size(3);
        if (tall * output.size(2) != x.size(2) || wide * output.size(3) != x.size(3)) {
            throw new PlanException("the layer " + pool + " over windows of different sizes");
        }
        return pooled(
                input,
                output,
                new Sliding(x.size(2), tall, tall, 0, 0, 1, false),
                new Sliding(x.size(3), wide, wide, 0, 0, 1, false),
                pool.isMean(),
                true);
    }

    private Draft pooled(
            Tensor input,
            Shape output,
            Sliding rows,
            Sliding columns,
            boolean mean,
            boolean countPadding) {
        var source = read(input);
        if (source.mix.shape().channels % Lanes.COUNT != 0) {
            throw new PlanException("pooling of the input itself");
        }
        var z = Block.of(room.images(), output.size(2), output.size(3), output.size(1));
        if (!mean && isSquare(rows) && isSquare(columns) && isSole(input, source.mix)) {
            var stage = new SquarePoolStage(source, z, room);
            if (!room.training() || source.mix.first.norm() == null) {
                producer(source.mix).orElseThrow().pool(stage, room);
            }
            source.mix.pool = stage;
            add(stage);
            later(stage, () -> stage.prepare(mixOf(z)));
            return new Draft(Mix.Term.plain(z));
        }
        var stage = new PoolStage(source, z, rows, columns, mean, countPadding, room);
        add(stage);
        later(stage, () -> stage.prepare(mixOf(z), room));
        return new Draft(Mix.Term.plain(z));
    }

    private static boolean isSquare(Sliding s) {
        return s.kernel() == 2
                && s.stride() == 2
                && s.dilation() == 1
                && s.before() == 0
                && s.count() == s.size() / 2;
    }

    /// Whether a layer reads what a convolution has left, and nobody else does.
    private boolean isSole(Tensor input, Mix mix) {
        return uses.get(input) == 1
                && mix.second == null
                && producer(mix).isPresent()
                && (mix.out == null || mix.out == mix.first.z());
    }

    /// The convolution whose result is all there is in this.
    private Optional<ConvStage> producer(Mix mix) {
        return stages.stream()
                .filter(ConvStage.class::isInstance)
                .map(ConvStage.class::cast)
                .filter(stage -> stage.z() == mix.first.z())
                .findFirst();
    }

    private Draft curve(Unary function, Tensor input) {
        var source = read(input);
        keep(source.mix);
        var z = source.mix.shape().like();
        var stage = new CurveStage(function, source, z);
        add(stage);
        later(stage, () -> stage.prepare(mixOf(z), room));
        return new Draft(Mix.Term.plain(z));
    }

    private Draft dropout(Dropout layer, Tensor input) {
        var source = read(input);
        keep(source.mix);
        var z = source.mix.shape().like();
        var stage = new DropoutStage(layer, source, z, input.shape().with(0, room.images()));
        add(stage);
        later(stage, () -> stage.prepare(mixOf(z), room));
        return new Draft(Mix.Term.plain(z));
    }

    private Draft thinning(Thinning thinning, Tensor input, Shape output) {
        var source = read(input);
        keep(source.mix);
        var z = Block.of(room.images(), output.size(2), output.size(3), output.size(1));
        var stage =
                new ThinStage(
                        source, z, thinning.stride(), thinning.inputs(), thinning.firstChannel());
        add(stage);
        later(stage, () -> stage.prepare(mixOf(z), room));
        return new Draft(Mix.Term.plain(z));
    }

    /// Access to a result for a layer.
    private Reader read(Tensor input) {
        var mix = seal(draft(input));
        var known = readers.computeIfAbsent(mix, _ -> new ArrayList<>());
        var sole = uses.get(input) == 1;
        if (!sole) {
            keep(mix);
        }
        var reader = new Reader(mix, known.isEmpty() && !mix.isPlain());
        known.add(reader);
        return reader;
    }

    private Mix seal(Draft draft) {
        if (draft.sealed == null) {
            draft.sealed = new Mix(draft.first, draft.second, draft.relu);
            if (draft.sealed.isPlain()) {
                draft.sealed.out = draft.first.z();
            } else if (draft.second != null) {
                keep(draft.sealed);
            }
            mixes.add(draft.sealed);
        }
        return draft.sealed;
    }

    /// Gives a result memory of its own.
    private void keep(Mix mix) {
        if (mix.out == null) {
            mix.out = mix.first.z().like();
        }
    }

    /// The turns of all who give gradients, from the last layer to the first.
    private void prepareBack(Mix start, Mix output) {
        for (var mix : mixes) {
            mix.keepGradient(room.groups());
        }
        output.givers = 1;
        for (var stage : stages.reversed()) {
            for (var reader : stage.readers()) {
                if (reader.mix != start) {
                    reader.turn = reader.mix.givers++;
                }
            }
        }
        for (var mix : mixes) {
            share(mix, mix.first);
            if (mix.second != null) {
                share(mix, mix.second);
            }
        }
        preparations.forEach(Runnable::run);
    }

    /// The gradient of a sum is that of its terms.
    private void share(Mix sum, Mix.Term term) {
        for (var mix : mixes) {
            if (mix != sum && mix.out == term.z()) {
                if (closing(sum) < closing(mix)) {
                    throw new PlanException("a sum that is read before one of its terms");
                }
                mix.shared.add(sum.gradient);
                return;
            }
        }
    }

    /// The stage that closes the gate of a result on the way back.
    private int closing(Mix mix) {
        for (var i = 0; i < stages.size(); i++) {
            if (stages.get(i).closes().contains(mix)) {
                return i;
            }
        }
        return stages.size();
    }

    private Mix mixOf(Block z) {
        return mixes.stream()
                .filter(mix -> mix.first.z() == z || (mix.second != null && mix.second.z() == z))
                .findFirst()
                .orElseThrow();
    }
}
