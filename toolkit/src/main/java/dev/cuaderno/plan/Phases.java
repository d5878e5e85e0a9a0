package dev.cuaderno.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The order of a plan's stages, in phases: stages that need nothing of the others' whole batch, so
/// that each group of images passes through all of them without waiting for the others.
///
/// @param back empty if no gradients are wanted
record Phases(List<List<Stage>> forward, List<List<Stage>> back) {

    static Phases of(List<Stage> stages, boolean training) {
        return new Phases(forward(stages, training), training ? back(stages) : List.of());
    }

    private static List<List<Stage>> forward(List<Stage> stages, boolean training) {
        var phases = new ArrayList<List<Stage>>();
        var phase = new ArrayList<Stage>();
        var unfinished = new HashSet<Norm>();
        for (var stage : stages) {
            var waits =
                    training
                            && stage.reads().stream()
                                    .anyMatch(
                                            mix ->
                                                    needs(mix.first, unfinished)
                                                            || needs(mix.second, unfinished));
            if (waits || isAlone(stage, phase)) {
                phases.add(phase);
                phase = new ArrayList<>();
                unfinished.clear();
            }
            phase.add(stage);
            if (stage.norm() != null) {
                unfinished.add(stage.norm());
            }
        }
        phases.add(phase);
        return phases;
    }

    /// Whether a stage cannot join a phase, because it or the one before treats whole batches.
    private static boolean isAlone(Stage stage, List<Stage> phase) {
        return !phase.isEmpty() && (stage.isWhole() || phase.getLast().isWhole());
    }

    /// Whether a phase is a single stage that treats whole batches.
    static boolean isWhole(List<Stage> phase) {
        return !phase.isEmpty() && phase.getFirst().isWhole();
    }

    private static boolean needs(Mix.Term term, Set<Norm> unfinished) {
        return term != null && term.norm() != null && unfinished.contains(term.norm());
    }

    private static List<List<Stage>> back(List<Stage> stages) {
        var phases = new ArrayList<List<Stage>>();
        var phase = new ArrayList<Stage>();
        var closed = new HashSet<Mix>();
        for (var stage : stages.reversed()) {
            if (closed.contains(stage.awaited()) || isAlone(stage, phase)) {
                phases.add(phase);
                phase = new ArrayList<>();
                closed.clear();
            }
            phase.add(stage);
            closed.addAll(stage.closes());
        }
        phases.add(phase);
        return phases;
    }

    /// Which blocks are in use when.
    Sharing sharing(Block input, Mix output) {
        var sharing = new Sharing();
        sharing.use(input, 0, 0, false);
        var time = 0;
        var number = 0;
        for (var phase : forward) {
            number++;
            for (var stage : phase) {
                time++;
                var whole = stage.isWhole();
                for (var block : stage.blocks()) {
                    sharing.use(block, time, number, whole);
                }
                for (var mix : stage.reads()) {
                    useForward(sharing, mix, time, number, whole);
                }
            }
        }
        useForward(sharing, output, ++time, ++number, false);
        if (back.isEmpty()) {
            return sharing;
        }
        useBack(sharing, output, time, number, false);
        for (var phase : back) {
            number++;
            for (var stage : phase) {
                time++;
                var whole = stage.isWhole();
                for (var block : stage.blocks()) {
                    sharing.use(block, time, number, whole);
                }
                if (stage.result != null) {
                    sharing.use(stage.result.gradient, time, number, whole);
                    if (stage.result.pool != null) {
                        for (var block : stage.result.pool.asked()) {
                            sharing.use(block, time, number, whole);
                        }
                    }
                }
                for (var mix : stage.reads()) {
                    useBack(sharing, mix, time, number, whole);
                }
            }
        }
        return sharing;
    }

    private static void useForward(Sharing sharing, Mix mix, int time, int phase, boolean whole) {
        sharing.use(mix.out, time, phase, whole);
        sharing.use(mix.first.z(), time, phase, whole);
        if (mix.second != null) {
            sharing.use(mix.second.z(), time, phase, whole);
        }
    }

    private static void useBack(Sharing sharing, Mix mix, int time, int phase, boolean whole) {
        useForward(sharing, mix, time, phase, whole);
        sharing.use(mix.gradient, time, phase, whole);
        for (var gradient : mix.shared) {
            sharing.use(gradient, time, phase, false);
        }
    }
}
