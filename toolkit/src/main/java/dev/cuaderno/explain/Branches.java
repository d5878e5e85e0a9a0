package dev.cuaderno.explain;

import static dev.cuaderno.words.Words.say;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.model.BasicBlock;
import dev.cuaderno.model.Bottleneck;
import dev.cuaderno.model.Inception;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.nn.Parallel;
import dev.cuaderno.nn.Residual;
import dev.cuaderno.nn.Summary;
import dev.cuaderno.tensor.Shape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Predicate;

/// A block of a network whose branches run side by side, drawn from its input down to where they
/// meet: an inception module, a residual block, `parallel(...)`, `residual(...)`.
///
/// @param name the block's class
/// @param joint how the branches meet: `concat` or `+`
public record Branches(String name, Shape input, Shape output, String joint, List<Branch> branches)
        implements Displayable {

    /// Layers one behind the other; none where the input passes unchanged.
    public record Branch(String name, List<Part> parts) {

        public Branch {
            parts = List.copyOf(parts);
        }

        /// The trainable parameters of all its layers.
        public long parameters() {
            return parts.stream().mapToLong(Part::parameters).sum();
        }
    }

    /// A layer.
    public record Part(String kind, String details, Shape output, long parameters) {}

    public Branches {
        branches = List.copyOf(branches);
    }

    static Branches of(Layer block, int... sample) {
        var summary = block.summary(sample);
        var prefixes = new LinkedHashMap<String, Predicate<String>>();
        var joint = "+";
        switch (block) {
            case Inception _, Parallel _ -> {
                block.components().keySet().forEach(key -> prefixes.put(key, within(key)));
                joint = addsUp(block, summary) ? "+" : "concat";
            }
            case BasicBlock _, Bottleneck _ -> around("downsample", prefixes);
            case Residual _ -> around("shortcut", prefixes);
            default ->
                    throw new IllegalArgumentException(
                            "branches: expected an Inception, BasicBlock, Bottleneck, parallel(...)"
                                    + " or residual(...), got a "
                                    + summary.row("").layer());
        }
        var branches = new ArrayList<Branch>();
        prefixes.forEach((name, belongs) -> branches.add(branch(name, belongs, summary)));
        return new Branches(
                summary.row("").layer(),
                summary.input().without(0),
                summary.output().without(0),
                joint,
                branches);
    }

    private static void around(String shortcut, LinkedHashMap<String, Predicate<String>> into) {
        into.put("F(x)", within(shortcut).negate());
        into.put("x", within(shortcut));
    }

    private static Predicate<String> within(String part) {
        return path -> path.equals(part) || path.startsWith(part + ".");
    }

    private static boolean addsUp(Layer block, Summary summary) {
        return block instanceof Parallel
                && summary.rows().stream()
                        .filter(row -> row.level() == 1 && row.output() != null)
                        .allMatch(row -> row.output().equals(summary.output()));
    }

    private static Branch branch(String name, Predicate<String> belongs, Summary summary) {
        var parts = new ArrayList<Part>();
        for (var row : summary.rows()) {
            if (row.simple() && row.output() != null && belongs.test(row.path())) {
                parts.add(
                        new Part(
                                row.layer(),
                                row.details(),
                                row.output().without(0),
                                row.ownParameters()));
            }
        }
        return new Branch(name, parts);
    }

    /// The trainable parameters of all branches.
    public long parameters() {
        return branches.stream().mapToLong(Branch::parameters).sum();
    }

    /// The branches, one below the other.
    @Override
    public String toString() {
        var lines = new ArrayList<String>();
        lines.add(say("%s %s -> %s, branches joined by %s", name, input, output, joint));
        for (var branch : branches) {
            var parts = new ArrayList<String>();
            for (var part : branch.parts()) {
                parts.add((part.kind() + " " + part.details()).strip());
            }
            lines.add(
                    say(
                            "  %s: %s; %s parameters",
                            branch.name(),
                            parts.isEmpty() ? say("unchanged") : String.join(" -> ", parts),
                            ArchitectureTable.count(branch.parameters())));
        }
        return String.join("\n", lines);
    }

    @Override
    public MimeBundle mime() {
        return MimeBundle.html(BranchesSvg.inline(this), toString());
    }

    /// The drawing as a file of its own.
    public String svg() {
        return BranchesSvg.document(this);
    }
}
