package dev.cuaderno.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/// What a plan takes of the JVM's memory, in bytes, known before it is taken. The parameters
/// themselves, their gradients as `grad()` shows them, and what an optimiser remembers come on top.
///
/// @param layers what each layer needs, in order
/// @param shared what the activations and gradients of all layers take together: less than the sum,
///   since memory is used again as soon as nobody needs its contents any more
/// @param alone the layers that plans have no loops for: they run by themselves, as without a plan,
///   and take memory at every step that is not counted here
public record MemoryUse(List<Layer> layers, long shared, List<String> alone) {

    /// What a layer needs.
    ///
    /// @param name the layer's place and kind
    /// @param activations its result for a whole batch, and what the way back wants to know of it
    /// @param gradients of that result; 0 in plans that do not learn
    /// @param weights its weights in the plan's own order, and their gradients
    /// @param scratch what threads need for an image each; layers of the same size use the same,
    ///   counted with the first of them
    public record Layer(String name, long activations, long gradients, long weights, long scratch) {

        /// All of it.
        public long bytes() {
            return activations + gradients + weights + scratch;
        }
    }

    public MemoryUse {
        layers = List.copyOf(layers);
        alone = List.copyOf(alone);
    }

    static MemoryUse of(List<Stage> stages, Block input, Sharing sharing, Memory memory) {
        var activations = new LinkedHashMap<String, Long>();
        var gradients = new LinkedHashMap<String, Long>();
        var counted = new HashSet<Mix>();
        activations.put("input", input.bytes());
        for (var stage : stages) {
            var own = 0L;
            for (var block : stage.blocks()) {
                own += block.bytes();
            }
            var result = stage.result;
            // The two terms of a sum have one result.
            if (result != null && counted.add(result)) {
                own +=
                        result.out == null || result.out == result.first.z()
                                ? 0
                                : result.out.bytes();
                if (result.gradient != null) {
                    gradients.merge(stage.name(), result.gradient.bytes(), Long::sum);
                }
            }
            activations.merge(stage.name(), own, Long::sum);
        }
        var weights = memory.bytes(Memory.Kind.WEIGHTS);
        var scratch = memory.bytes(Memory.Kind.SCRATCH);
        var layers = new ArrayList<Layer>();
        for (var name : activations.keySet()) {
            layers.add(
                    new Layer(
                            name,
                            activations.get(name),
                            gradients.getOrDefault(name, 0L),
                            weights.getOrDefault(name, 0L),
                            scratch.getOrDefault(name, 0L)));
        }
        var alone =
                stages.stream()
                        .filter(stage -> stage instanceof EagerStage)
                        .map(Stage::name)
                        .toList();
        return new MemoryUse(layers, sharing.bytes(), alone);
    }

    /// The results of all layers, each in memory of its own.
    public long activations() {
        return layers.stream().mapToLong(Layer::activations).sum();
    }

    /// The gradients of all results, each in memory of its own.
    public long gradients() {
        return layers.stream().mapToLong(Layer::gradients).sum();
    }

    /// The weights in the plan's own order, and their gradients.
    public long weights() {
        return layers.stream().mapToLong(Layer::weights).sum();
    }

    /// What threads need for an image each.
    public long scratch() {
        return layers.stream().mapToLong(Layer::scratch).sum();
    }

    /// The most that is in use at once: what the plan takes when it is made, and keeps.
    public long peak() {
        return shared + weights() + scratch();
    }

    /// The layer that needs most.
    public Layer largest() {
        var bySize = new TreeMap<Long, Layer>();
        layers.forEach(layer -> bySize.putIfAbsent(layer.bytes(), layer));
        return bySize.lastEntry().getValue();
    }

    /// Bytes as one reads them: `12.3 MB`, of 10⁶ bytes.
    static String text(long bytes) {
        return bytes < 1_000_000
                ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
                : bytes < 1_000_000_000
                        ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                        : String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
    }

    /// A table with a line for each layer, the sums, and the peak.
    @Override
    public String toString() {
        var width = layers.stream().mapToInt(layer -> layer.name().length()).max().orElse(0);
        var format = "%-" + Math.max(width, 5) + "s  %12s  %12s  %12s  %12s%n";
        var text = new StringBuilder();
        text.append(format.formatted("layer", "activations", "gradients", "weights", "scratch"));
        for (var layer : layers) {
            text.append(line(format, layer));
        }
        text.append(
                line(format, new Layer("all", activations(), gradients(), weights(), scratch())));
        text.append(
                "activations and gradients share %s; at once %s"
                        .formatted(text(shared), text(peak())));
        if (!alone.isEmpty()) {
            text.append("%nrun by themselves: %s".formatted(String.join(", ", alone)));
        }
        return text.toString();
    }

    private static String line(String format, Layer layer) {
        return format.formatted(
                layer.name(),
                text(layer.activations()),
                text(layer.gradients()),
                text(layer.weights()),
                text(layer.scratch()));
    }
}
