package dev.cuaderno.kernel.language;

import static java.util.stream.Collectors.joining;

import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.VarSnippet;

import java.util.ArrayList;
import java.util.List;

/// What can be saved of a session whose JVM has ended: imports, types and methods are declared
/// again, values are gone.
///
/// @param declarations the sources to evaluate again, in their order
/// @param lost the names of the variables whose values are gone
record Remains(List<String> declarations, List<String> lost) {

    static Remains of(JShell dead) {
        var declarations = new ArrayList<String>();
        var lost = new ArrayList<String>();
        // Still readable after the end: JShell keeps its snippets when its engine has gone.
        dead.snippets()
                .filter(snippet -> dead.status(snippet).isActive())
                .filter(snippet -> !Placeholders.contains(snippet))
                .forEach(
                        snippet -> {
                            if (snippet.kind() == Snippet.Kind.VAR) {
                                var name = ((VarSnippet) snippet).name();
                                if (!name.startsWith("$")) {
                                    lost.add(name);
                                }
                            } else if (snippet.kind().isPersistent()) {
                                declarations.add(snippet.source());
                            }
                        });
        return new Remains(declarations, lost);
    }

    /// A sentence or two for the reader.
    ///
    /// @param refused the declarations that did not compile any more
    String report(List<String> refused) {
        var text = new StringBuilder("Imports, types and methods are declared again.");
        if (!refused.isEmpty()) {
            text.append(" Not declared again, since they no longer compile: ")
                    .append(refused.stream().map(Remains::head).collect(joining("; ")))
                    .append(".");
        }
        if (!lost.isEmpty()) {
            text.append(" Lost, so run their cells again: ")
                    .append(String.join(", ", lost))
                    .append(".");
        }
        return text.toString();
    }

    private static String head(String source) {
        var line = source.strip().lines().findFirst().orElse("");
        return line.endsWith(";") ? line.substring(0, line.length() - 1) : line;
    }
}
