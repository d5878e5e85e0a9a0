package dev.cuaderno.nn;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.formula.Derivation;
import dev.cuaderno.tensor.Shape;

import java.util.List;
import java.util.NoSuchElementException;

/// What a network consists of and costs for one sample: a table in text and HTML, and its numbers.
///
/// @param input the input's shape, with a batch of one
/// @param output the result's shape, with a batch of one
/// @param rows the network and its parts, each before its own
/// @param field the receptive field of the result, and the network's depth
public record Summary(Shape input, Shape output, List<Row> rows, Field field)
        implements Displayable {

    /// In place of the path of a layer that a lambda uses and that therefore is not found.
    static final String HIDDEN = "?";

    /// A layer.
    ///
    /// @param path where it is, `layer1.0.conv1`; empty for the network itself, `?` for a layer
    ///   that was used without being a component
    /// @param level how many layers stand around it
    /// @param layer its kind
    /// @param details what is particular: channels, kernel, stride
    /// @param output the shape of its result with a batch of one; `null` if it was not used, or
    ///   called by a record directly and so not seen
    /// @param simple whether it computes by itself, else it is made of the layers below
    /// @param ownParameters the trainable parameters it holds itself
    /// @param macs multiplications with an addition
    /// @param field its receptive field, `null` if not known
    /// @param bytes the memory of its result
    /// @param workings how size, parameters, multiplications and field come about, in its last call
    public record Row(
            String path,
            int level,
            String layer,
            String details,
            Shape output,
            boolean simple,
            long ownParameters,
            long macs,
            Field field,
            long bytes,
            List<Derivation> workings) {

        public Row {
            workings = List.copyOf(workings);
        }
    }

    public Summary {
        rows = List.copyOf(rows);
    }

    /// The row of a path.
    ///
    /// @throws NoSuchElementException if there is none
    public Row row(String path) {
        return rows.stream()
                .filter(row -> row.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no layer " + path));
    }

    /// The trainable parameters of a layer and all its parts.
    public long parameters(String path) {
        row(path);
        return rows.stream()
                .filter(row -> isWithin(row.path(), path))
                .mapToLong(Row::ownParameters)
                .sum();
    }

    /// The multiplications with an addition of a layer and all its parts.
    public long macs(String path) {
        row(path);
        return rows.stream().filter(row -> isWithin(row.path(), path)).mapToLong(Row::macs).sum();
    }

    private static boolean isWithin(String path, String outer) {
        return outer.isEmpty() || path.equals(outer) || path.startsWith(outer + ".");
    }

    /// The trainable parameters of the network.
    public long parameters() {
        return parameters("");
    }

    /// The multiplications with an addition of one forward pass.
    public long macs() {
        return macs("");
    }

    /// The layers with weights on the longest path from input to output.
    public int depth() {
        return field.depth();
    }

    /// How many layers of a kind there are: `count("conv2d")`.
    public long count(String kind) {
        return rows.stream().filter(row -> row.layer().equals(kind)).count();
    }

    /// The memory of the parameters, in bytes.
    public long parameterBytes() {
        return 4 * parameters();
    }

    /// The memory of all layers' results in one forward pass, in bytes.
    public long activationBytes() {
        return rows.stream().mapToLong(Row::bytes).sum();
    }

    /// What a layer is called: its kind, or the name of its class.
    static String name(Layer layer) {
        if (layer instanceof Primitive primitive) {
            return primitive.kind();
        }
        var type = layer.getClass();
        if (type.isHidden() || type.isSynthetic() || type.getSimpleName().isEmpty()) {
            return "function";
        }
        var name = type.getSimpleName();
        return type.getPackageName().equals(Summary.class.getPackageName())
                ? Character.toLowerCase(name.charAt(0)) + name.substring(1)
                : name;
    }

    /// The table in aligned columns.
    @Override
    public String toString() {
        return SummaryTable.text(this);
    }

    /// The table as text and as HTML.
    @Override
    public MimeBundle mime() {
        return MimeBundle.html(SummaryTable.html(this), toString());
    }
}
