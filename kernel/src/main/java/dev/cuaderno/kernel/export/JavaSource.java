package dev.cuaderno.kernel.export;

import dev.cuaderno.kernel.dependency.Coordinates;

import jdk.jshell.ExpressionSnippet;
import jdk.jshell.VarSnippet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Writes a program as one Java file: methods and types of the cells become members of a class,
/// everything else stands in its `main`, cell after cell.
final class JavaSource {

    private static final String INDENT = "    ";

    private final Program program;
    private final Naming naming;
    private final Set<String> fields;
    private final List<String> fieldLines = new ArrayList<>();
    private final Set<String> declared = new HashSet<>();

    private JavaSource(Program program, Set<String> fields) {
        this.program = program;
        this.naming = new Naming(program);
        this.fields = fields;
    }

    /// The file's text.
    ///
    /// @param type the class's name
    /// @param title what it was made from
    /// @param isPublic whether the file bears the class's name
    /// @param head whether the lines that JBang reads stand at its beginning
    static String of(Program program, String type, String title, boolean isPublic, boolean head) {
        var readable =
                new JavaSource(program, Locals.fields(program)).text(type, title, isPublic, head);
        var errors = JavaCheck.errors(readable, program);
        if (errors.isEmpty()) {
            return readable;
        }
        // Fields are what a session has, so they fit where local variables do not.
        var literal =
                new JavaSource(program, Locals.all(program)).text(type, title, isPublic, head);
        var others = JavaCheck.errors(literal, program);
        var worse = others.size() >= errors.size();
        (worse ? errors : others)
                .stream()
                        .limit(3)
                        .forEach(error -> program.note("the program does not compile: " + error));
        return worse ? readable : literal;
    }

    private String text(String type, String title, boolean isPublic, boolean head) {
        var main = new StringBuilder();
        var steps = program.steps();
        for (int i = 0; i < steps.size(); ) {
            var end = i;
            while (end < steps.size() && steps.get(end).cell() == steps.get(i).cell()) {
                end++;
            }
            main.append(cell(i, end));
            i = end;
        }
        var text = new StringBuilder();
        if (head) {
            text.append(head(program));
        }
        program.imports().forEach(line -> text.append(line).append('\n'));
        text.append("\n/// Made from ").append(title).append(".\n");
        text.append(isPublic ? "public class " : "class ").append(type).append(" {\n");
        fieldLines.forEach(line -> text.append('\n').append(INDENT).append(line).append('\n'));
        for (var member : naming.members()) {
            text.append('\n').append(indented(Scan.asStatic(member.text()), 1)).append('\n');
        }
        var parameter = declared.contains("args") ? "arguments" : "args";
        text.append("\n    public static void main(String... ")
                .append(parameter)
                .append(") throws Throwable {\n")
                .append(main)
                .append("    }\n}\n");
        return text.toString();
    }

    /// What JBang reads: `jbang File.java` finds JDK and libraries by these lines.
    static String head(Program program) {
        var lines = new LinkedHashSet<String>();
        lines.add("//JAVA " + Runtime.version().feature() + "+");
        var libraries = program.libraries();
        libraries
                .repositories()
                .forEach(each -> lines.add("//REPOS " + each.id() + "=" + each.url()));
        if (!libraries.repositories().isEmpty()) {
            // Those named replace it otherwise.
            lines.add("//REPOS mavencentral");
        }
        libraries.boms().forEach(each -> lines.add("//DEPS " + jbang(each) + "@pom"));
        libraries.needed().forEach(each -> lines.add("//DEPS " + jbang(each)));
        libraries.files().forEach(each -> lines.add("// on the class path: " + each));
        return lines.stream().collect(Collectors.joining("\n", "", "\n\n"));
    }

    private static String jbang(Coordinates library) {
        return library.group()
                + ":"
                + library.artifact()
                + (library.version().isEmpty() ? "" : ":" + library.version())
                + (library.classifier().isEmpty() ? "" : ":" + library.classifier())
                + (library.extension().matches("jar|pom") ? "" : "@" + library.extension());
    }

    private String cell(int from, int to) {
        var body = new StringBuilder();
        var step = program.steps().get(from);
        for (int i = from; i < to; i++) {
            var each = program.steps().get(i);
            naming.declare(each, i);
            var text = text(each);
            if (!text.isBlank()) {
                body.append(indented(text, step.mayFail() ? 3 : 2)).append('\n');
            }
        }
        if (body.isEmpty()) {
            return "";
        }
        var mark = step.cell() == 0 ? "" : INDENT.repeat(2) + "// [" + step.cell() + "]\n";
        return mark
                + (step.mayFail()
                        ? INDENT.repeat(2)
                                + "try {\n"
                                + body
                                + INDENT.repeat(2)
                                + "} catch (Throwable expected) {\n"
                                + INDENT.repeat(3)
                                + "System.out.println(expected);\n"
                                + INDENT.repeat(2)
                                + "}\n"
                        : body.toString())
                + "\n";
    }

    private String text(Step step) {
        return switch (step.role()) {
            case COMMENT -> step.text();
            case IMPORT -> Scan.leading(step.text());
            case MEMBER -> "";
            case VARIABLES -> variables(step);
            case ACTION -> action(step);
        };
    }

    private String variables(Step step) {
        var names = step.scan().variables().stream().map(Scan.Variable::name).toList();
        var isPlain =
                names.stream()
                        .map(naming::variableName)
                        .allMatch(name -> !fields.contains(name) && !declared.contains(name));
        if (isPlain) {
            names.forEach(name -> declared.add(naming.variableName(name)));
            return naming.renamed(Scan.asLocal(step.text()));
        }
        var lines = new StringBuilder(Scan.leading(step.text()));
        for (int i = 0; i < names.size(); i++) {
            var variable = step.scan().variables().get(i);
            var name = naming.variableName(variable.name());
            var type = ((VarSnippet) step.snippets().get(i)).typeName();
            var isNew = declared.add(name);
            var value = variable.initializer().map(naming::renamed).orElse(null);
            if (fields.contains(name)) {
                if (isNew) {
                    fieldLines.add("static " + naming.typeOf(name) + " " + name + ";");
                }
                if (value == null && isNew) {
                    continue;
                }
            }
            lines.append(lines.isEmpty() ? "" : "\n");
            if (isNew && !fields.contains(name)) {
                lines.append(naming.typeOf(name)).append(' ');
            }
            lines.append(name)
                    .append(" = ")
                    .append(variable.bareArray() ? "new " + type + " " : "")
                    .append(value == null ? zero(type) : value)
                    .append(';');
        }
        return lines.toString();
    }

    private static String zero(String type) {
        return switch (type) {
            case "boolean" -> "false";
            case "byte", "short", "int", "long", "float", "double" -> "0";
            case "char" -> "'\\0'";
            default -> "null";
        };
    }

    private String action(Step step) {
        var text = naming.renamed(step.text());
        // What follows would count as unreachable.
        return step.scan().endless()
                ? "if (true) {\n" + indented(text, 1) + "\n}"
                : shown(step, text, step.scan().called() ? "" : "var _ = ");
    }

    /// The text of an expression, made to print its value where the notebook shows it; that of a
    /// statement as it is.
    ///
    /// @param unused stands before an expression whose value nobody sees
    static String shown(Step step, String text, String unused) {
        var type = valueType(step);
        if (type == null) {
            return text;
        }
        var leading = Scan.leading(text);
        var rest = Scan.withoutLeading(text);
        var trailing = rest.replaceFirst("(?s).*;(?=[ \\t]*//[^\\n]*\\z)|.*", "").strip();
        var expression =
                rest.substring(0, rest.length() - trailing.length())
                        .strip()
                        .replaceFirst(";+\\z", "");
        var value = type.endsWith("[]") ? array(expression, type) : expression;
        return (leading.isEmpty() ? "" : leading + "\n")
                + (step.shown() ? "System.out.println(" + value + ");" : unused + expression + ";")
                + (trailing.isEmpty() ? "" : " " + trailing);
    }

    private static String array(String expression, String type) {
        return type.endsWith("[][]")
                ? "java.util.Arrays.deepToString(" + expression + ")"
                : "java.util.Arrays.toString(" + expression + ")";
    }

    /// The type of an expression's value; null for a statement, an assignment or what has none.
    private static String valueType(Step step) {
        var snippet = step.snippets().getFirst();
        return switch (snippet.subKind()) {
            case TEMP_VAR_EXPRESSION_SUBKIND -> ((VarSnippet) snippet).typeName();
            case VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND ->
                    snippet instanceof ExpressionSnippet expression
                                    && !"void".equals(expression.typeName())
                            ? expression.typeName()
                            : null;
            default -> null;
        };
    }

    private static String indented(String text, int levels) {
        return text.strip()
                .lines()
                .map(line -> line.isBlank() ? "" : INDENT.repeat(levels) + line)
                .collect(Collectors.joining("\n"));
    }
}
