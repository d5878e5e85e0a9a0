package dev.cuaderno.kernel.assist;

import jdk.jshell.ImportSnippet;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a session has declared so far, for those that help with writing code. Told by the thread
/// that runs cells, asked by others.
public final class Outline {

    /// One declaration that holds.
    ///
    /// @param name empty for an import
    /// @param type a variable's type; empty for others
    /// @param source as the user wrote it
    /// @param member as a member of a class, or the import itself
    record Declared(Snippet.Kind kind, String name, String type, String source, String member) {}

    private final Map<String, Declared> declared = new LinkedHashMap<>();
    private List<Declared> copy = List.of();

    /// The session has accepted a snippet; one that declares nothing is passed over.
    public synchronized void add(Snippet snippet) {
        var source = snippet.source().strip();
        switch (snippet) {
            case ImportSnippet _ -> put(source, snippet, "", "", source);
            case VarSnippet variable ->
                    put(
                            "var " + variable.name(),
                            snippet,
                            variable.name(),
                            variable.typeName(),
                            "static " + usable(variable.typeName()) + " " + variable.name() + ";");
            case MethodSnippet method ->
                    put(
                            method.name() + "(" + method.parameterTypes() + ")",
                            snippet,
                            method.name(),
                            "",
                            member(source));
            case TypeDeclSnippet type ->
                    put("type " + type.name(), snippet, type.name(), "", member(source));
            default -> {
                // Statements and expressions declare nothing.
            }
        }
    }

    /// The session has an import that no snippet tells of, or not yet.
    public synchronized void addImport(String source) {
        declared.put(source, new Declared(Snippet.Kind.IMPORT, "", "", source, source));
        copy = null;
    }

    /// The session has forgotten a snippet.
    public synchronized void remove(Snippet snippet) {
        if (declared.values().removeIf(each -> each.source().equals(snippet.source().strip()))) {
            copy = null;
        }
    }

    /// The session begins anew.
    public synchronized void clear() {
        declared.clear();
        copy = null;
    }

    private void put(String key, Snippet snippet, String name, String type, String member) {
        // Removed first, so that the newest is the last.
        declared.remove(key);
        declared.put(
                key, new Declared(snippet.kind(), name, type, snippet.source().strip(), member));
        copy = null;
    }

    private static String member(String source) {
        var comment = comment(source);
        return Fragment.of(source).stream()
                .findFirst()
                .map(fragment -> comment + Members.text(source, fragment, "static "))
                .orElse("");
    }

    /// The documentation comment that a declaration begins with, or nothing.
    private static String comment(String source) {
        var end = 0;
        for (var token : Token.of(source)) {
            if (token.kind() != Token.Kind.COMMENT) {
                break;
            }
            end = token.end();
        }
        return end == 0 ? "" : source.substring(0, end) + "\n";
    }

    /// A type that can be written; an anonymous class, for instance, cannot.
    private static String usable(String type) {
        if (type == null || type.isBlank() || type.contains(" class ") || type.contains("<any>")) {
            return "Object";
        }
        var bounds = type.indexOf('&');
        return bounds > 0 && !type.contains("<") ? type.substring(0, bounds) : type;
    }

    /// All that holds, the newest last.
    synchronized List<Declared> all() {
        if (copy == null) {
            copy = List.copyOf(declared.values());
        }
        return copy;
    }

    /// The newest declaration of a name.
    Optional<Declared> named(String name) {
        return all().stream()
                .filter(each -> each.name().equals(name))
                .reduce((earlier, later) -> later);
    }

    /// All imports, in their order.
    Collection<String> imports() {
        return all().stream()
                .filter(each -> each.kind() == Snippet.Kind.IMPORT)
                .map(Declared::source)
                .toList();
    }
}
