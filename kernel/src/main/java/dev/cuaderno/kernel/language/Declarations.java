package dev.cuaderno.kernel.language;

import dev.cuaderno.kernel.magic.MagicSession.Declared;

import jdk.jshell.ImportSnippet;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// What a session has declared, for magics to list and to drop.
final class Declarations {

    private static final Set<String> PRIMITIVES =
            Set.of("boolean", "byte", "short", "char", "int", "long", "float", "double");

    private Declarations() {}

    static List<Declared> of(Session session) {
        var found =
                session.shell
                        .snippets()
                        .filter(snippet -> session.shell.status(snippet).isActive())
                        .filter(snippet -> !Placeholders.contains(snippet))
                        .map(snippet -> describe(snippet, session))
                        .filter(Objects::nonNull);
        // The session behaves as if all imports were there already.
        var waiting = session.waitingImports().stream().map(Declarations::waiting);
        return Stream.concat(waiting, found).toList();
    }

    private static Declared waiting(String line) {
        var name = line.replaceFirst("^import (static |module )?", "").replace(";", "");
        return new Declared(Declared.Kind.IMPORT, "0", name, "", line, false);
    }

    private static Declared describe(Snippet snippet, Session session) {
        return switch (snippet) {
            case VarSnippet variable ->
                    declared(
                            Declared.Kind.VARIABLE,
                            variable,
                            variable.name(),
                            variable.typeName(),
                            session);
            case MethodSnippet method ->
                    declared(
                            Declared.Kind.METHOD,
                            method,
                            method.name(),
                            method.signature(),
                            session);
            case TypeDeclSnippet type ->
                    declared(Declared.Kind.TYPE, type, type.name(), kind(type), session);
            case ImportSnippet imported ->
                    declared(Declared.Kind.IMPORT, imported, imported.fullname(), "", session);
            default -> null;
        };
    }

    private static Declared declared(
            Declared.Kind kind, Snippet snippet, String name, String type, Session session) {
        var own = session.isOwn(snippet);
        return new Declared(kind, snippet.id(), name, type, snippet.source(), own);
    }

    private static String kind(TypeDeclSnippet type) {
        return switch (type.subKind()) {
            case INTERFACE_SUBKIND -> "interface";
            case ENUM_SUBKIND -> "enum";
            case ANNOTATION_TYPE_SUBKIND -> "@interface";
            default -> type.source().contains("record " + type.name()) ? "record" : "class";
        };
    }

    static void drop(List<Declared> declarations, Session session) {
        for (var declared : declarations) {
            session.shell
                    .snippets()
                    .filter(snippet -> snippet.id().equals(declared.id()))
                    .filter(snippet -> session.shell.status(snippet).isActive())
                    .toList()
                    .forEach(
                            snippet -> {
                                // The class that holds the variable stays; its value need not.
                                if (snippet instanceof VarSnippet variable
                                        && !PRIMITIVES.contains(variable.typeName())) {
                                    session.shell.eval(variable.name() + " = null;");
                                }
                                session.control.abandon(
                                        session.analysis.wrapper(snippet).fullClassName());
                                session.shell.drop(snippet);
                            });
        }
        Placeholders.fill(session.shell);
    }
}
