package dev.cuaderno.plan;

import dev.cuaderno.grad.Step;
import dev.cuaderno.kernels.Binary;
import dev.cuaderno.kernels.ConvLayout;
import dev.cuaderno.kernels.Curve;
import dev.cuaderno.kernels.Lanes;
import dev.cuaderno.kernels.Unary;
import dev.cuaderno.kernels.Workers;
import dev.cuaderno.nn.Activation;
import dev.cuaderno.nn.AdaptivePooling;
import dev.cuaderno.nn.BatchNorm;
import dev.cuaderno.nn.Conv2d;
import dev.cuaderno.nn.Dropout;
import dev.cuaderno.nn.Flatten;
import dev.cuaderno.nn.GroupNorm;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.nn.LayerNorm;
import dev.cuaderno.nn.Linear;
import dev.cuaderno.nn.Outline;
import dev.cuaderno.nn.Parameter;
import dev.cuaderno.nn.Pooling;
import dev.cuaderno.nn.Primitive;
import dev.cuaderno.nn.Thinning;
import dev.cuaderno.op.Clamp;
import dev.cuaderno.op.Elu;
import dev.cuaderno.op.Join;
import dev.cuaderno.op.LeakyRelu;
import dev.cuaderno.op.Op;
import dev.cuaderno.op.Pairwise;
import dev.cuaderno.op.Pointwise;
import dev.cuaderno.op.Reshape;
import dev.cuaderno.op.Softmax;
import dev.cuaderno.plan.Drafts.Draft;
import dev.cuaderno.tensor.Padding;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Size2d;
import dev.cuaderno.tensor.Sliding;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;

/// Makes a plan of a network drawn as a tape: which layers do real work, and what of the rest can
/// be done on the way from one to the next.
final class Planner {

    private final Plan.Room room;
    private final Workers workers;
    private final Drafts drafts;
    private final List<Norm> norms = new ArrayList<>();

    private Planner(Plan.Room room, Workers workers) {
        this.room = room;
        this.workers = workers;
        this.drafts = new Drafts(room.memory(), this::made);
    }

    /// The plan of a drawn network for inputs of one shape.
    ///
    /// @throws PlanException if the network does something that plans do not know
    static Plan plan(Outline.Drawing drawing, Shape input, boolean training, Workers workers) {
        var room = Plan.Room.of(input.size(0), training, workers);
        return new Planner(room, workers).plan(drawing, input);
    }

    private Plan plan(Outline.Drawing drawing, Shape input) {
        drafts.count(drawing.output());
        var image =
                input.rank() == 4
                        ? new Block(input.size(0), input.size(2), input.size(3), input.size(1))
                        : new Block(input.size(0), 1, 1, input.size(1));
        var start = drafts.start(drawing.input(), image);
        var output = drafts.seal(drafts.of(drawing.output()));
        drafts.keep(output);
        if (room.training()) {
            drafts.prepareBack(start, output, room.groups());
        }
        var shape = whole(drawing.output().shape());
        return new Plan(room, workers, image, output, shape, drafts.stages, drafts.mixes, norms);
    }

    private Shape whole(Shape drawn) {
        if (drawn.rank() == 0 || drawn.size(0) != 1) {
            throw new PlanException("a result " + drawn + " for one image");
        }
        return drawn.with(0, room.images());
    }

    private Draft made(Tensor tensor) {
        if (!(tensor.origin() instanceof Step step)) {
            throw new PlanException("a tensor from outside of the network");
        }
        var inputs = step.inputs();
        var shape = tensor.shape();
        inputs.forEach(drafts::of);
        return switch (step.op()) {
            case Outline.LayerCall call -> layer(call.layer(), inputs.getFirst(), shape);
            case Outline.UserCall call -> {
                room.memory().of(call.name());
                yield eager(one -> call.layer().forward(one[0]), call.layer(), inputs, shape);
            }
            case Op op -> operation(op, inputs, shape);
        };
    }

    private Draft operation(Op op, List<Tensor> inputs, Shape output) {
        room.memory().of(op.name());
        return switch (op) {
            case Pointwise(Unary f) when f == Unary.RELU -> drafts.relu(inputs.getFirst());
            case Pairwise(Binary f)
                    when f == Binary.PLUS && drafts.areAlike(inputs.get(0), inputs.get(1)) ->
                    drafts.sum(inputs.get(0), inputs.get(1));
            case Reshape _ when flattens(inputs.getFirst().shape(), output) ->
                    drafts.of(inputs.getFirst());
            case Join join when output.rank() == 4 && output.axis(join.axis()) == 1 ->
                    joined(inputs, output);
            case Op one when Curves.of(one).isPresent() ->
                    curve(Curves.of(one).get(), inputs.getFirst());
            // Operations whose parameters say nothing of the batch.
            case Pointwise _, Pairwise _, LeakyRelu _, Elu _, Clamp _, Softmax _ ->
                    eager(op::apply, null, inputs, output);
            default -> throw new PlanException("the operation " + op.name());
        };
    }

    private static boolean flattens(Shape from, Shape to) {
        return to.rank() == 2 && from.size(0) == to.size(0);
    }

    /// The result of a stage that is prepared once it is known who reads it.
    private Draft made(SingleStage stage) {
        drafts.add(stage);
        drafts.later(stage, () -> stage.prepare(drafts.mixOf(stage.z), room));
        return new Draft(Mix.Term.plain(stage.z));
    }

    private static String name(Primitive layer) {
        return layer.path().isEmpty() ? layer.toString() : layer.path() + " (" + layer + ")";
    }

    /// A layer by loops of the plan, or by itself where there are none.
    private Draft layer(Primitive layer, Tensor input, Shape output) {
        room.memory().of(name(layer));
        try {
            return planned(layer, input, output);
        } catch (PlanException unknown) {
            return eager(one -> layer.forward(one[0]), layer, List.of(input), output);
        }
    }

    private Draft planned(Primitive layer, Tensor input, Shape output) {
        return switch (layer) {
            case Conv2d conv -> convolution(conv, input, output);
            case Linear linear -> linear(linear, input);
            case BatchNorm norm -> normalisation(norm, input);
            case GroupNorm norm when input.rank() == 4 ->
                    grouped(norm.groups(), norm.eps(), norm.weight(), norm.bias(), input);
            case LayerNorm norm when input.rank() == 2 ->
                    grouped(1, norm.eps(), norm.weight(), norm.bias(), input);
            case Pooling pool -> pooling(pool, input, output);
            case AdaptivePooling pool -> adaptive(pool, input, output);
            case Flatten _ when flattens(input.shape(), output) -> drafts.of(input);
            case Activation one when one.kind().equals("relu") -> drafts.relu(input);
            case Activation one -> curve(Curves.of(one), input);
            case Dropout dropout -> room.training() ? dropout(dropout, input) : drafts.of(input);
            case Thinning thinning -> thinning(thinning, input, output);
            default -> throw new PlanException("the layer " + layer);
        };
    }

    private Draft eager(EagerStage.Body body, Layer layer, List<Tensor> inputs, Shape output) {
        var sources = new ArrayList<Reader>();
        var shapes = new ArrayList<Shape>();
        for (var input : inputs) {
            sources.add(drafts.read(input));
            drafts.keep(sources.getLast().mix);
            shapes.add(whole(input.shape()));
        }
        var stage = new EagerStage(body, layer, sources, shapes, whole(output), room);
        drafts.add(stage);
        drafts.later(stage, () -> stage.prepare(drafts.mixOf(stage.z())));
        return new Draft(Mix.Term.plain(stage.z()));
    }

    private Draft joined(List<Tensor> inputs, Shape output) {
        var sources = new ArrayList<Reader>();
        for (var input : inputs) {
            sources.add(drafts.read(input));
            drafts.keep(sources.getLast().mix);
        }
        var channels = inputs.stream().mapToInt(input -> input.size(1)).toArray();
        var z = Block.of(room.images(), output.size(2), output.size(3), output.size(1));
        var stage = new JoinStage(sources, channels, z);
        drafts.add(stage);
        drafts.later(stage, () -> stage.prepare(drafts.mixOf(z), room));
        return new Draft(Mix.Term.plain(z));
    }

    private Draft convolution(Conv2d conv, Tensor input, Shape output) {
        var window = conv.window();
        if (!(window.border() instanceof Padding.Zero)
                || (window.groups() != 1
                        && !LaneConvolver.suits(conv, drafts.of(input).first.z()))) {
            throw new PlanException("the layer " + conv);
        }
        var source = drafts.read(input);
        var x = input.shape();
        var one = Size2d.square(1);
        var rows = window.overRows(x.size(2), conv.kernel().rows(), one);
        var columns = window.overColumns(x.size(3), conv.kernel().columns(), one);
        if (rows.ceilMode()) {
            throw new PlanException("the layer " + conv);
        }
        var z = Block.of(room.images(), output.size(2), output.size(3), output.size(1));
        var stage = new ConvStage(conv, source, rows, columns, z, room);
        drafts.add(stage);
        var bias = conv.bias() == null ? null : new Weights.PerChannel(conv.bias());
        var draft = new Draft(bias == null ? Mix.Term.plain(z) : Mix.Term.biased(z, bias));
        draft.producer = stage;
        drafts.later(stage, () -> stage.prepare(drafts.mixOf(z), room));
        return draft;
    }

    private Draft linear(Linear linear, Tensor input) {
        var shape = input.shape();
        if (shape.rank() != 2) {
            throw new PlanException("the layer " + linear + " over " + shape);
        }
        var source = drafts.read(input);
        drafts.keep(source.mix);
        var z = Block.of(room.images(), 1, 1, linear.outputs());
        var stage = new LinearStage(linear, source, z, room);
        drafts.add(stage);
        drafts.later(stage, () -> stage.prepare(drafts.mixOf(z)));
        return new Draft(
                linear.bias() == null
                        ? Mix.Term.plain(z)
                        : Mix.Term.biased(z, new Weights.PerChannel(linear.bias())));
    }

    private Draft normalisation(BatchNorm layer, Tensor input) {
        var draft = drafts.of(input);
        var z = draft.first.z();
        // What is flattened still lies pixel by pixel.
        if (z.channels != ConvLayout.rounded(layer.channels())
                || (input.rank() != 4 && z.pixels() > 1)) {
            throw new PlanException("the layer " + layer + " over " + input.shape());
        }
        var count = (long) room.images() * z.pixels();
        if (room.training() && count < 2) {
            throw new PlanException("the layer " + layer + " with one value per channel");
        }
        var isOwn =
                draft.isTerm()
                        && draft.producer != null
                        && draft.first.norm() == null
                        && !drafts.isShared(input);
        var groups = room.training() ? room.groups() : 0;
        var norm = new Norm(layer, isOwn ? draft.first.bias() : null, groups, count);
        norms.add(norm);
        if (isOwn) {
            draft.producer.norm(norm);
            draft.first = Mix.Term.normalised(z, norm);
            return draft;
        }
        if (!room.training()) {
            return new Draft(Mix.Term.normalised(drafts.term(draft).z(), norm));
        }
        var source = drafts.read(input);
        var kept = z.like();
        var stage = new NormStage(source, kept, norm);
        made(stage);
        return new Draft(Mix.Term.normalised(kept, norm));
    }

    /// A normalisation of every image by itself.
    private Draft grouped(int groups, double eps, Parameter scale, Parameter shift, Tensor input) {
        var x = drafts.of(input).first.z();
        if (!GroupStage.suits(x, scale.shape().elements())
                || (input.rank() != 4 && x.pixels() > 1)) {
            throw new PlanException("a normalisation of " + input.shape());
        }
        var source = drafts.read(input);
        drafts.keep(source.mix);
        var z = source.mix.shape().like();
        var stage = new GroupStage(source, z, groups, eps, scale, shift, room);
        return made(stage);
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
        if (drafts.of(input).first.z().channels % Lanes.COUNT != 0) {
            throw new PlanException("pooling of the input itself");
        }
        var source = drafts.read(input);
        var z = Block.of(room.images(), output.size(2), output.size(3), output.size(1));
        if (!mean && isSquare(rows) && isSquare(columns) && drafts.isSole(input, source.mix)) {
            var stage = new SquarePoolStage(source, z, room);
            if (!room.training() || source.mix.first.norm() == null) {
                drafts.producer(source.mix).orElseThrow().pool(stage, room);
            }
            source.mix.pool = stage;
            drafts.add(stage);
            drafts.later(stage, () -> stage.prepare(drafts.mixOf(z)));
            return new Draft(Mix.Term.plain(z));
        }
        var stage = new PoolStage(source, z, rows, columns, mean, countPadding, room);
        return made(stage);
    }

    private static boolean isSquare(Sliding s) {
        return s.kernel() == 2
                && s.stride() == 2
                && s.dilation() == 1
                && s.before() == 0
                && s.count() == s.size() / 2;
    }

    private Draft curve(Curve function, Tensor input) {
        var source = drafts.read(input);
        drafts.keep(source.mix);
        var z = source.mix.shape().like();
        var stage = new CurveStage(function, source, z);
        return made(stage);
    }

    private Draft dropout(Dropout layer, Tensor input) {
        var source = drafts.read(input);
        drafts.keep(source.mix);
        var z = source.mix.shape().like();
        var stage = new DropoutStage(layer, source, z, input.shape().with(0, room.images()));
        return made(stage);
    }

    private Draft thinning(Thinning thinning, Tensor input, Shape output) {
        var source = drafts.read(input);
        drafts.keep(source.mix);
        var z = Block.of(room.images(), output.size(2), output.size(3), output.size(1));
        var stage =
                new ThinStage(
                        source, z, thinning.stride(), thinning.inputs(), thinning.firstChannel());
        return made(stage);
    }
}
