package dev.cuaderno.kernel.language;

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
    String report() {
        var kept = "A fresh one is ready, with imports, types and methods declared again.";
        return lost.isEmpty()
                ? kept
                : kept + " Lost, so run their cells again: " + String.join(", ", lost) + ".";
    }
}
