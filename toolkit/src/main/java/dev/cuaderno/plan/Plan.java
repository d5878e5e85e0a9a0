package dev.cuaderno.plan;

import dev.cuaderno.kernels.Passes;
import dev.cuaderno.kernels.Workers;
import dev.cuaderno.nn.Parameter;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A network laid out for inputs of one shape: its layers joined where they read the same memory,
/// its weights packed, all memory taken once. It computes what the layers compute, in another order
/// of the same sums, and where it is faster by fewer multiplications ([WinogradConvolver]).
///
/// The batch is treated in groups of images that do not depend on the number of threads, and
/// neither do the results.
final class Plan {

    private static final int MOST_GROUPS = 16;

    /// What stages need to know when they are made.
    ///
    /// @param images of the batch
    /// @param groups into which they fall
    /// @param training whether gradients are wanted
    record Room(int images, int groups, boolean training, Memory memory, Scratch scratch) {

        static Room of(int images, boolean training, Workers workers) {
            var memory = new Memory();
            return new Room(
                    images,
                    Math.min(images, MOST_GROUPS),
                    training,
                    memory,
                    new Scratch(workers.count(), memory));
        }

        /// The first image of a group.
        int from(int group) {
            return (int) ((long) images * group / groups);
        }

        /// The images of the largest group.
        int groupSize() {
            return Math.ceilDiv(images, groups);
        }
    }

    private final Room room;
    private final Workers workers;
    private final Block input;
    private final Mix output;
    private final Shape outputShape;
    private final List<Stage> stages;
    private final List<Mix> mixes;
    private final Phases phases;
    private final Sharing sharing;
    private Sharing.Pool pool;
    private final Map<Parameter, Weights> weights = new LinkedHashMap<>();
    private final List<Weights> all = new ArrayList<>();
    private final List<Norm> norms;
    private long step;

    Plan(
            Room room,
            Workers workers,
            Block input,
            Mix output,
            Shape outputShape,
            List<Stage> stages,
            List<Mix> mixes,
            List<Norm> norms) {
        this.room = room;
        this.workers = workers;
        this.input = input;
        this.output = output;
        this.outputShape = outputShape;
        this.stages = List.copyOf(stages);
        this.mixes = List.copyOf(mixes);
        this.norms = List.copyOf(norms);
        this.phases = Phases.of(stages, room.training());
        this.sharing = phases.sharing(input, output);
        stages.forEach(stage -> stage.weights().forEach(this::add));
        for (var mix : mixes) {
            add(mix.first);
            if (mix.second != null) {
                add(mix.second);
            }
        }
    }

    private void add(Mix.Term term) {
        if (term.bias() != null) {
            add(term.bias());
        }
        if (term.norm() != null) {
            add(term.norm().scale);
            add(term.norm().shift);
            if (term.norm().before() != null) {
                add(term.norm().before());
            }
        }
    }

    private void add(Weights one) {
        all.add(one);
        if (weights.put(one.parameter, one) != null) {
            throw new PlanException("a parameter used twice: " + one.parameter.path());
        }
    }

    /// Whether all its layers have loops of their own.
    boolean isWhole() {
        return stages.stream().noneMatch(stage -> stage instanceof EagerStage);
    }

    /// What it takes, before it has taken it.
    MemoryUse memory() {
        return MemoryUse.of(stages, input, sharing, room.memory());
    }

    /// Takes its memory.
    void settle(Sharing.Pool shared) {
        pool = shared;
        sharing.settle(this, pool);
        room.memory().give();
    }

    /// The parameters whose gradients it computes.
    List<Parameter> parameters() {
        return List.copyOf(weights.keySet());
    }

    /// Which forward pass was the last, counted from 1.
    long step() {
        return step;
    }

    /// Whether the memory still holds a forward pass: another one, a way back, and other plans that
    /// share the memory use it up.
    boolean holds(long pass) {
        return step == pass && pool.isOf(this);
    }

    /// The random numbers of a step.
    List<float[]> draw() {
        var draws = new ArrayList<float[]>();
        for (var stage : stages) {
            draws.add(stage.draw());
        }
        return draws;
    }

    /// The result for a batch.
    ///
    /// @param draws the random numbers of this step
    /// @param keep whether normalisations move their running statistics
    Tensor forward(Tensor x, List<float[]> draws, boolean keep) {
        step++;
        if (!pool.isOf(this)) {
            sharing.settle(this, pool);
        }
        for (var i = 0; i < draws.size(); i++) {
            stages.get(i).use(draws.get(i));
        }
        fill(x);
        workers.run(all.size(), (piece, _) -> all.get(piece).refresh());
        mixes.forEach(Mix::begin);
        workers.run(stages.size(), (piece, _) -> stages.get(piece).begin());
        if (room.training()) {
            norms.forEach(Norm::begin);
        } else {
            norms.forEach(Norm::fromRunning);
        }
        for (var phase : phases.forward()) {
            if (isShared() || Phases.isWhole(phase)) {
                phase.forEach(stage -> stage.forward(room.images(), workers, keep));
                continue;
            }
            workers.run(
                    room.groups(),
                    (group, worker) -> {
                        for (var stage : phase) {
                            stage.forward(room.from(group), room.from(group + 1), worker, group);
                        }
                    });
            for (var stage : phase) {
                if (stage.norm() != null && room.training()) {
                    stage.norm().fromBatch(keep);
                }
            }
        }
        return result();
    }

    /// Whether there are too few images for every thread to treat its own.
    private boolean isShared() {
        return !room.training() && room.images() < 2 * workers.count();
    }

    private void fill(Tensor x) {
        var dense = x.contiguous();
        var from = ((Storage.Floats) dense.storage()).array();
        if (isShared()) {
            for (var one = 0; one < room.images(); one++) {
                var image = one;
                Rows.share(
                        workers,
                        input.rows,
                        input.row(),
                        (first, end) -> fill(from, dense.offset(), image, first, end));
            }
            return;
        }
        workers.run(
                room.groups(),
                (group, _) -> {
                    for (var image = room.from(group); image < room.from(group + 1); image++) {
                        fill(from, dense.offset(), image, 0, input.rows);
                    }
                });
    }

    /// Takes some rows of an image over, pixel by pixel.
    private void fill(float[] from, int offset, int image, int first, int end) {
        var pixels = input.pixels();
        var channels = input.channels;
        var at = offset + image * input.image();
        var to = input.at(image);
        if (channels == 1 || pixels == 1) {
            var some = first * input.row();
            System.arraycopy(from, at + some, input.array, to + some, end * input.row() - some);
            return;
        }
        for (var channel = 0; channel < channels; channel++) {
            for (var pixel = first * input.columns; pixel < end * input.columns; pixel++) {
                input.array[to + pixel * channels + channel] = from[at + channel * pixels + pixel];
            }
        }
    }

    private Tensor result() {
        var out = output.out;
        var channels = outputShape.elements() / room.images() / out.pixels();
        var numbers = new float[outputShape.elements()];
        for (var image = 0; image < room.images(); image++) {
            if (out != output.first.z()) {
                output.compute(image, new Passes.Plane(out.array, out.at(image), out.row()));
            }
            for (var pixel = 0; pixel < out.pixels(); pixel++) {
                for (var channel = 0; channel < channels; channel++) {
                    numbers[(image * channels + channel) * out.pixels() + pixel] =
                            out.array[out.at(image) + pixel * out.channels + channel];
                }
            }
        }
        return Tensor.of(new Storage.Floats(numbers), outputShape);
    }

    /// The gradients of all parameters, given that of the result of the last forward pass.
    Map<Parameter, Tensor> backward(Tensor gradient) {
        step++;
        take(gradient);
        for (var phase : phases.back()) {
            // Their readers have all given by now.
            for (var stage : phase) {
                if (stage.awaited() != null) {
                    stage.awaited().back();
                }
            }
            if (Phases.isWhole(phase)) {
                phase.getFirst().backward(workers);
                continue;
            }
            workers.run(
                    room.groups(),
                    (group, worker) -> {
                        for (var stage : phase) {
                            stage.backward(room.from(group), room.from(group + 1), worker, group);
                        }
                    });
        }
        mixes.forEach(Mix::back);
        var parameters = parameters();
        var gradients = new Tensor[parameters.size()];
        workers.run(
                gradients.length,
                (piece, _) ->
                        gradients[piece] = weights.get(parameters.get(piece)).gradientTensor());
        var found = new LinkedHashMap<Parameter, Tensor>();
        for (var i = 0; i < gradients.length; i++) {
            found.put(parameters.get(i), gradients[i]);
        }
        return found;
    }

    /// Puts the gradient of the result where the last layer reads it.
    private void take(Tensor gradient) {
        var dense = gradient.contiguous();
        var from = ((Storage.Floats) dense.storage()).array();
        var to = output.gradient;
        var channels = outputShape.elements() / room.images() / to.pixels();
        for (var image = 0; image < room.images(); image++) {
            Arrays.fill(to.array, to.at(image), to.at(image) + to.image(), 0f);
            for (var pixel = 0; pixel < to.pixels(); pixel++) {
                for (var channel = 0; channel < channels; channel++) {
                    to.array[to.at(image) + pixel * to.channels + channel] =
                            from[
                                    dense.offset()
                                            + (image * channels + channel) * to.pixels()
                                            + pixel];
                }
            }
            output.given(0, image, group(image), null);
        }
    }

    private int group(int image) {
        var group = (int) ((long) image * room.groups() / room.images());
        while (room.from(group + 1) <= image) {
            group++;
        }
        return group;
    }
}
