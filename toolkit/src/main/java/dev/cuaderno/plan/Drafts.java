package dev.cuaderno.plan;

import dev.cuaderno.grad.Step;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The results of a network while its plan is made: which of them take in what follows them, who
/// reads them, and which get memory of their own.
final class Drafts {

    final List<Stage> stages = new ArrayList<>();
    final List<Mix> mixes = new ArrayList<>();
    private final Memory memory;
    private final Function<Tensor, Draft> maker;
    private final IdentityHashMap<Tensor, Integer> uses = new IdentityHashMap<>();
    private final IdentityHashMap<Tensor, Draft> drafts = new IdentityHashMap<>();
    private final IdentityHashMap<Mix, List<Reader>> readers = new IdentityHashMap<>();
    private final List<Runnable> preparations = new ArrayList<>();

    /// @param maker makes the draft of a tensor that has none yet
    Drafts(Memory memory, Function<Tensor, Draft> maker) {
        this.memory = memory;
        this.maker = maker;
    }

    /// A result that may still take in what follows it.
    static final class Draft {
        Mix.Term first;
        Mix.Term second;
        boolean relu;
        Mix sealed;

        /// The layer that made the first term, if it can still take a normalisation.
        ConvStage producer;

        Draft(Mix.Term first) {
            this.first = first;
        }

        boolean isTerm() {
            return second == null && !relu && sealed == null;
        }
    }

    /// Counts who reads each tensor behind this one.
    void count(Tensor tensor) {
        if (uses.merge(tensor, 1, Integer::sum) == 1 && tensor.origin() instanceof Step step) {
            step.inputs().forEach(this::count);
        }
    }

    /// The input, which is there from the start.
    Mix start(Tensor input, Block image) {
        var start = new Draft(Mix.Term.plain(image));
        start.sealed = new Mix(start.first, null, false);
        start.sealed.out = image;
        drafts.put(input, start);
        return start.sealed;
    }

    /// The draft of a tensor.
    Draft of(Tensor tensor) {
        var known = drafts.get(tensor);
        if (known == null) {
            known = maker.apply(tensor);
            drafts.put(tensor, known);
        }
        return known;
    }

    /// Whether several read a tensor.
    boolean isShared(Tensor tensor) {
        return uses.get(tensor) > 1;
    }

    /// The next stage, of the layer that speaks.
    void add(Stage stage) {
        stage.name(memory.layer());
        stages.add(stage);
    }

    /// What is to be done for a stage once it is known who reads its result.
    void later(Stage stage, Runnable preparation) {
        preparations.add(
                () -> {
                    memory.of(stage.name());
                    preparation.run();
                });
    }

    /// max(0, a result).
    Draft relu(Tensor input) {
        var draft = of(input);
        if (draft.sealed == null && uses.get(input) == 1) {
            draft.relu = true;
            return draft;
        }
        var next = new Draft(term(draft));
        next.relu = true;
        return next;
    }

    /// Whether two results have the same shape and lie in memory alike: what is flattened still
    /// lies pixel by pixel.
    boolean areAlike(Tensor left, Tensor right) {
        var a = of(left).first.z();
        var b = of(right).first.z();
        return left.shape().equals(right.shape())
                && a.rows == b.rows
                && a.columns == b.columns
                && a.channels == b.channels;
    }

    /// The sum of two results that are alike.
    Draft sum(Tensor left, Tensor right) {
        var first = of(left);
        var second = of(right);
        var draft = new Draft(addend(left, first));
        draft.second = addend(right, second);
        return draft;
    }

    private Mix.Term addend(Tensor tensor, Draft draft) {
        return draft.isTerm() && uses.get(tensor) == 1 ? draft.first : term(draft);
    }

    /// A finished result as a term of another.
    Mix.Term term(Draft draft) {
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

    /// Whether a layer reads what a convolution has left, and nobody else does.
    boolean isSole(Tensor input, Mix mix) {
        var z = mix.first.z();
        return uses.get(input) == 1
                && mix.second == null
                && producer(mix).isPresent()
                && (mix.out == null || mix.out == z)
                && mixes.stream().allMatch(one -> one == mix || !one.reads(z));
    }

    /// The convolution whose result is all there is in this.
    Optional<ConvStage> producer(Mix mix) {
        return stages.stream()
                .filter(ConvStage.class::isInstance)
                .map(ConvStage.class::cast)
                .filter(stage -> stage.z() == mix.first.z())
                .findFirst();
    }

    /// Access to a result for a layer.
    Reader read(Tensor input) {
        var mix = seal(of(input));
        var known = readers.computeIfAbsent(mix, _ -> new ArrayList<>());
        var sole = uses.get(input) == 1;
        if (!sole) {
            keep(mix);
        }
        var reader = new Reader(mix, known.isEmpty() && !mix.isPlain());
        known.add(reader);
        return reader;
    }

    /// A result that takes in nothing more.
    Mix seal(Draft draft) {
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
    void keep(Mix mix) {
        if (mix.out == null) {
            mix.out = mix.first.z().like();
        }
    }

    /// The turns of all who give gradients, from the last layer to the first.
    void prepareBack(Mix start, Mix output, int groups) {
        for (var mix : mixes) {
            mix.keepGradient(groups);
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

    /// The result that a layer's memory is a term of.
    Mix mixOf(Block z) {
        return mixes.stream()
                .filter(mix -> mix.first.z() == z || (mix.second != null && mix.second.z() == z))
                .findFirst()
                .orElseThrow();
    }
}
