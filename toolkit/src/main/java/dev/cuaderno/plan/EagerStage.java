package dev.cuaderno.plan;

import dev.cuaderno.grad.Gradients;
import dev.cuaderno.grad.Scopes;
import dev.cuaderno.kernels.Span;
import dev.cuaderno.kernels.Workers;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.nn.Statistics;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A layer or an operation that plans have no loops for: it runs by itself on ordinary tensors,
/// with a tape of its own, between stages that are planned.
final class EagerStage extends Stage {

    /// What runs.
    @FunctionalInterface
    interface Body {
        Tensor of(Tensor... inputs);
    }

    private final Body body;

    /// Whether what runs wants the channels of a pixel side by side, as plans have them.
    private final boolean byPixels;

    private final List<Reader> sources;
    private final List<Shape> shapes;
    private final Shape shape;
    private final Block z;
    private final Plan.Room room;
    private final List<Weights.Own> weights;
    private final Statistics statistics;

    // The tape of the last forward pass.
    private Tensor[] inputs;

    private Tensor[] leaves;
    private Tensor y;
    private Span[] given;

    /// @param layer whose parameters and statistics are meant, or `null`
    /// @param shapes of what it reads, with the whole batch
    /// @param shape of what it gives
    EagerStage(
            Body body,
            Layer layer,
            List<Reader> sources,
            List<Shape> shapes,
            Shape shape,
            Plan.Room room) {
        this.body = body;
        byPixels = shape.rank() == 4 && shapes.stream().allMatch(one -> one.rank() == 4);
        this.sources = List.copyOf(sources);
        this.shapes = List.copyOf(shapes);
        this.shape = shape;
        this.room = room;
        var images = room.images();
        z =
                shape.rank() == 4
                        ? Block.of(images, shape.size(2), shape.size(3), shape.size(1))
                        : Block.of(images, 1, 1, shape.elements() / images);
        weights =
                layer == null
                        ? List.of()
                        : layer.parameters().values().stream().map(Weights.Own::new).toList();
        statistics = layer == null ? null : new Statistics(layer);
    }

    Block z() {
        return z;
    }

    void prepare(Mix reader) {
        result = reader;
        var size = 1;
        for (var source : sources) {
            size = Math.max(size, source.mix.shape().image());
        }
        given = room.scratch().of("given", size);
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
    List<Weights> weights() {
        return List.copyOf(weights);
    }

    @Override
    boolean isWhole() {
        return true;
    }

    @Override
    void forward(int images, Workers workers, boolean keep) {
        inputs = new Tensor[sources.size()];
        leaves = new Tensor[inputs.length];
        for (var i = 0; i < inputs.length; i++) {
            leaves[i] = taken(sources.get(i), shapes.get(i), workers);
        }
        if (!room.training()) {
            y = Scopes.noGrad(this::run);
        } else {
            for (var i = 0; i < inputs.length; i++) {
                if (sources.get(i).needsGradient()) {
                    leaves[i] = leaves[i].requiresGrad();
                }
            }
            var before = keep || statistics == null ? null : statistics.values();
            y = Scopes.grad(this::run);
            if (before != null) {
                statistics.restore(before);
            }
        }
        if (!y.shape().equals(shape)) {
            throw new IllegalStateException(
                    "%s gave %s, and %s when it was planned".formatted(name(), y.shape(), shape));
        }
        put(y.detach(), shape, workers, z);
        if (!room.training()) {
            y = null;
            inputs = null;
            leaves = null;
        }
    }

    private void take(Block block, int image, float[] to, int at, int size) {
        if (byPixels) {
            Order.takePixels(block, image, to, at, size);
        } else {
            Order.take(block, image, to, at, size);
        }
    }

    private void put(float[] from, int at, int size, Block like, float[] to, int toAt) {
        if (byPixels) {
            Order.putPixels(from, at, size, like, to, toAt);
        } else {
            Order.put(from, at, size, like, to, toAt);
        }
    }

    private Tensor run() {
        for (var i = 0; i < inputs.length; i++) {
            inputs[i] = byPixels ? leaves[i].permute(0, 3, 1, 2) : leaves[i];
        }
        return body.of(inputs);
    }

    /// A tensor of numbers in the order that [#take] leaves them in.
    private Tensor tensor(float[] numbers, Shape x) {
        var order = byPixels ? Shape.of(x.size(0), x.size(2), x.size(3), x.size(1)) : x;
        return Tensor.of(new Storage.Floats(numbers), order);
    }

    private Tensor seed(float[] numbers) {
        var g = tensor(numbers, shape);
        return byPixels ? g.permute(0, 3, 1, 2) : g;
    }

    /// The numbers of a tensor in that order, without gaps.
    private Tensor dense(Tensor x) {
        return (byPixels ? x.permute(0, 2, 3, 1) : x).contiguous();
    }

    private Tensor taken(Reader source, Shape x, Workers workers) {
        var numbers = new float[x.elements()];
        var size = numbers.length / room.images();
        workers.run(
                room.groups(),
                (group, _) -> {
                    for (var image = room.from(group); image < room.from(group + 1); image++) {
                        source.read(image, null);
                        take(source.mix.out, image, numbers, image * size, size);
                    }
                });
        return tensor(numbers, x);
    }

    private void put(Tensor from, Shape x, Workers workers, Block to) {
        var dense = dense(from);
        var numbers = ((Storage.Floats) dense.storage()).array();
        var size = x.elements() / room.images();
        workers.run(
                room.groups(),
                (group, _) -> {
                    for (var image = room.from(group); image < room.from(group + 1); image++) {
                        var at = dense.offset() + image * size;
                        put(numbers, at, size, to, to.array, to.at(image));
                    }
                });
    }

    @Override
    void backward(Workers workers) {
        var numbers = new float[shape.elements()];
        var size = numbers.length / room.images();
        workers.run(
                room.groups(),
                (group, _) -> {
                    for (var image = room.from(group); image < room.from(group + 1); image++) {
                        take(result.gradient, image, numbers, image * size, size);
                    }
                });
        var by = new ArrayList<Tensor>();
        for (var i = 0; i < inputs.length; i++) {
            if (sources.get(i).needsGradient()) {
                by.add(leaves[i]);
            }
        }
        weights.forEach(one -> by.add(one.parameter.value()));
        var gradients = y.isTracked() ? Gradients.of(y, seed(numbers), by) : List.<Tensor>of();
        var next = 0;
        for (var i = 0; i < inputs.length; i++) {
            if (sources.get(i).needsGradient()) {
                give(
                        sources.get(i),
                        shapes.get(i),
                        gradients.isEmpty() ? null : gradients.get(next++),
                        workers);
            }
        }
        for (var one : weights) {
            one.gradient =
                    gradients.isEmpty()
                            ? new float[one.size()]
                            : gradients.get(next++).contiguous().toArray();
        }
        y = null;
        inputs = null;
        leaves = null;
    }

    private void give(Reader source, Shape x, Tensor gradient, Workers workers) {
        var mix = source.mix;
        var block = mix.shape();
        var size = x.elements() / room.images();
        var dense = gradient == null ? null : gradient.contiguous();
        workers.run(
                room.groups(),
                (group, worker) -> {
                    for (var image = room.from(group); image < room.from(group + 1); image++) {
                        var to = mix.target(source.turn, image, given[worker]);
                        Arrays.fill(to.array(), to.at(), to.at() + block.image(), 0f);
                        if (dense != null) {
                            var numbers = ((Storage.Floats) dense.storage()).array();
                            var at = dense.offset() + image * size;
                            put(numbers, at, size, block, to.array(), to.at());
                        }
                        mix.given(source.turn, image, group, given[worker]);
                    }
                });
    }
}
