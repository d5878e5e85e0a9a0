package dev.cuaderno.kernel.notebook;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// The variables that a cell declares, read by the parser alone.
final class Declared {

    private Declared() {}

    /// The types of the variables by their names, in order; a `var` has the type of the literal
    /// that it begins with, or the empty text.
    static Map<String, String> in(String source) {
        // A method's body takes neither imports nor magics.
        var body =
                source.lines()
                        .map(line -> line.matches("\\s*(import\\s|[%!]).*") ? "" : line)
                        .collect(Collectors.joining("\n"));
        var types = new LinkedHashMap<String, String>();
        for (var statement : statements("class $ { void $() {\n" + body + "\n;}}")) {
            if (statement instanceof VariableTree variable) {
                var type = variable.getType();
                types.put(
                        variable.getName().toString(),
                        type == null || type.toString().equals("var")
                                ? ofLiteral(variable.getInitializer())
                                : type.toString());
            }
        }
        return types;
    }

    private static List<? extends Tree> statements(String text) {
        var file =
                new SimpleJavaFileObject(
                        URI.create("string:///$.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreErrors) {
                        return text;
                    }
                };
        var task =
                (JavacTask)
                        ToolProvider.getSystemJavaCompiler()
                                .getTask(null, null, any -> {}, List.of(), null, List.of(file));
        try {
            for (var unit : task.parse()) {
                for (var type : unit.getTypeDecls()) {
                    if (type instanceof ClassTree members
                            && members.getMembers().getFirst() instanceof MethodTree method
                            && method.getBody() != null) {
                        return method.getBody().getStatements();
                    }
                }
            }
            return List.of();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static String ofLiteral(Tree initializer) {
        var value = initializer instanceof UnaryTree sign ? sign.getExpression() : initializer;
        if (!(value instanceof LiteralTree literal)) {
            return "";
        }
        return switch (literal.getKind()) {
            case INT_LITERAL -> "int";
            case LONG_LITERAL -> "long";
            case FLOAT_LITERAL -> "float";
            case DOUBLE_LITERAL -> "double";
            case BOOLEAN_LITERAL -> "boolean";
            case CHAR_LITERAL -> "char";
            case STRING_LITERAL -> "String";
            default -> "";
        };
    }
}
