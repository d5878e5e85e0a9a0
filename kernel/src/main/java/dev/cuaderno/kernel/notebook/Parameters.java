package dev.cuaderno.kernel.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import javax.lang.model.SourceVersion;

/// Values that a run gives to variables of a notebook, as papermill does: a new cell tagged
/// `injected-parameters` stands below the one that is tagged `parameters`, or above all others
/// where there is none, and takes the place of one of an earlier run.
///
/// @param values by the names of variables
public record Parameters(Map<String, Value> values) {

    /// What a variable gets.
    ///
    /// @param text as it is written on the command line
    /// @param quoted whether it is text even if it looks like a number
    public record Value(String text, boolean quoted) {}

    /// The tag of the cell that declares parameters with their usual values.
    public static final String TAG = "parameters";

    /// The tag of the cell that gives them others.
    public static final String INJECTED = "injected-parameters";

    public Parameters {
        values = new LinkedHashMap<>(values);
    }

    /// No parameters: notebooks stay as they are.
    public static Parameters none() {
        return new Parameters(Map.of());
    }

    /// Reads `NAME=VALUE`.
    ///
    /// @throws ParameterException if one is something else
    public static Parameters of(List<String> assignments) throws ParameterException {
        var values = new LinkedHashMap<String, Value>();
        for (var each : assignments) {
            var equals = each.indexOf('=');
            if (equals < 1) {
                throw new ParameterException(
                        "a parameter is given as NAME=VALUE, for instance epochs=3, not as "
                                + each);
            }
            var name = name(each.substring(0, equals).strip());
            if (values.put(name, new Value(each.substring(equals + 1), false)) != null) {
                throw new ParameterException("the parameter " + name + " is given twice");
            }
        }
        return new Parameters(values);
    }

    /// These values, and where both name a variable, the other's.
    public Parameters and(Parameters other) {
        var all = new LinkedHashMap<>(values);
        all.putAll(other.values);
        return new Parameters(all);
    }

    static String name(String name) throws ParameterException {
        if (!SourceVersion.isIdentifier(name) || SourceVersion.isKeyword(name)) {
            throw new ParameterException("a Java variable cannot be called " + name);
        }
        return name;
    }

    /// The notebook with these values; itself where there are none.
    ///
    /// @throws ParameterException if its parameters are others, or of other types
    public Notebook injectInto(Notebook notebook) throws ParameterException {
        if (values.isEmpty()) {
            return notebook;
        }
        var result = notebook.copy();
        var kept = new JsonArray();
        var place = 0;
        Map<String, String> declared = null;
        for (var cell : result.cells()) {
            if (cell.hasTag(INJECTED)) {
                continue;
            }
            kept.add(cell.json());
            if (declared == null && cell.hasTag(TAG)) {
                declared = Declared.in(cell.source());
                place = kept.size();
            }
        }
        var cells = new JsonArray();
        for (var i = 0; i < kept.size(); i++) {
            if (i == place) {
                cells.add(cell(declared));
            }
            cells.add(kept.get(i));
        }
        if (place == kept.size()) {
            cells.add(cell(declared));
        }
        result.root().add("cells", cells);
        CellIds.complete(result.cells());
        return result;
    }

    private JsonObject cell(Map<String, String> declared) throws ParameterException {
        var lines = new StringBuilder("// Parameters");
        for (var each : values.entrySet()) {
            lines.append('\n').append(declaration(each.getKey(), each.getValue(), declared));
        }
        var tags = new JsonArray();
        tags.add(INJECTED);
        var metadata = new JsonObject();
        metadata.add("tags", tags);
        var cell = new JsonObject();
        cell.addProperty("cell_type", "code");
        cell.add("execution_count", JsonNull.INSTANCE);
        cell.add("metadata", metadata);
        cell.add("outputs", new JsonArray());
        cell.add("source", MultilineText.split(lines.toString()));
        return cell;
    }

    private static String declaration(String name, Value given, Map<String, String> declared)
            throws ParameterException {
        var value = given.text();
        if (declared == null) {
            var literal = given.quoted() ? JavaLiteral.text(value) : JavaLiteral.of(value);
            return "var " + name + " = " + literal + ";";
        }
        var type = declared.get(name);
        if (type == null) {
            throw new ParameterException(
                    "the cell tagged "
                            + TAG
                            + " declares no variable "
                            + name
                            + "; it declares "
                            + (declared.isEmpty()
                                    ? "none"
                                    : declared.entrySet().stream()
                                            .map(each -> (each.getValue() + " " + each.getKey()))
                                            .map(String::strip)
                                            .collect(Collectors.joining(", "))));
        }
        try {
            return (type.isEmpty() ? "var" : type)
                    + " "
                    + name
                    + " = "
                    + JavaLiteral.of(value, type)
                    + ";";
        } catch (IllegalArgumentException other) {
            throw new ParameterException(
                    "the parameter "
                            + name
                            + " is a "
                            + type
                            + ": "
                            + other.getMessage()
                            + " is wanted, not "
                            + (value.isEmpty() ? "nothing" : value));
        }
    }
}
