package dev.cuaderno.explain;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.nn.Summary;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;

/// A network on one card: drawn, each box as high as its maps and as wide as their number suggests,
/// and as the table of the lectures, with a row for each layer that has parameters or changes the
/// shape. A block of layers (a residual block, an inception module) is one row.
///
/// @param name the network's class
/// @param input the shape of one sample
/// @param steps the rows
/// @param depth the layers with weights on the longest way
public record Architecture(
        String name, Shape input, List<Step> steps, long parameters, long macs, int depth)
        implements Displayable {

    /// Layers that neither have weights worth a row nor change the shape.
    private static final Set<String> PASSING =
            Set.of(
                    "relu",
                    "leakyRelu",
                    "elu",
                    "sigmoid",
                    "tanh",
                    "softmax",
                    "softplus",
                    "gelu",
                    "identity",
                    "dropout",
                    "localResponseNorm");

    private static final Set<String> WRAPPERS = Set.of("sequential");

    /// A row.
    ///
    /// @param path where it is in the network, `features.0`
    /// @param kind `conv2d`, or the class of a block
    /// @param details channels, kernel, stride
    /// @param output the shape of its result for one sample
    /// @param block whether it is made of layers
    public record Step(
            String path,
            String kind,
            String details,
            Shape output,
            long parameters,
            long macs,
            boolean block) {}

    public Architecture {
        steps = List.copyOf(steps);
    }

    /// The card of a network for samples of a shape, without the batch.
    ///
    /// @throws IllegalStateException if a block does not tell its result's shape, see
    ///   [dev.cuaderno.nn.Hooks#result]
    static Architecture of(Layer net, int... sample) {
        var summary = net.summary(sample);
        var steps = new ArrayList<Step>();
        String inside = null;
        for (var row : summary.rows()) {
            if (inside != null && row.path().startsWith(inside)) {
                continue;
            }
            inside = null;
            var outermost = row.level() == 0 && !row.simple();
            if (outermost || WRAPPERS.contains(row.layer()) || isPassing(row)) {
                continue;
            }
            if (!row.simple()) {
                inside = row.path() + ".";
            }
            if (row.output() == null) {
                if (summary.macs(row.path()) == 0) {
                    // Not used in this pass, as the helpers of a network that is trained.
                    continue;
                }
                throw new IllegalStateException(
                        "architecture: %s does not tell its result's shape: end its forward with"
                                        .formatted(row.path())
                                + " return Hooks.result(this, x, y)");
            }
            steps.add(
                    new Step(
                            row.path(),
                            row.layer(),
                            row.details(),
                            row.output().without(0),
                            summary.parameters(row.path()),
                            summary.macs(row.path()),
                            !row.simple()));
        }
        return new Architecture(
                summary.row("").layer(),
                summary.input().without(0),
                steps,
                summary.parameters(),
                summary.macs(),
                summary.depth());
    }

    private static boolean isPassing(Summary.Row row) {
        return PASSING.contains(row.layer());
    }

    /// The row of a path.
    ///
    /// @throws NoSuchElementException if there is none
    public Step step(String path) {
        return steps.stream()
                .filter(step -> step.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no row " + path));
    }

    /// The parameters of the rows, `[rows]`, to be compared with a table.
    public Tensor parametersByRow() {
        return Tensors.of(steps.stream().mapToDouble(Step::parameters).toArray());
    }

    /// The rows from one to another, the last not counted, with the network's totals.
    public Architecture rows(int from, int to) {
        return new Architecture(name, input, steps.subList(from, to), parameters, macs, depth);
    }

    /// The table in aligned columns.
    @Override
    public String toString() {
        return ArchitectureTable.text(this);
    }

    /// The drawing and the table.
    @Override
    public MimeBundle mime() {
        return MimeBundle.html(
                ArchitectureSvg.inline(this) + ArchitectureTable.html(this), toString());
    }

    /// The drawing as a file of its own.
    public String svg() {
        return ArchitectureSvg.document(this);
    }
}
