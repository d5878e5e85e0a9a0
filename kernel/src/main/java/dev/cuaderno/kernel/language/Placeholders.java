package dev.cuaderno.kernel.language;

import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.TypeDeclSnippet;

import java.util.HashSet;
import java.util.LinkedHashSet;

/// Keeps JShell able to infer types. While the last snippet that declares some type name is a
/// rejected or a dropped one, JShell stumbles over it and takes `var x = List.of(1)` for an
/// `Object`, without a word. A declaration that can never be used, in its place, helps.
final class Placeholders {

    private static final String BODY = " extends $NeverDeclared$ {}";

    private Placeholders() {}

    /// To be called where a type may have been rejected or dropped.
    static void fill(JShell shell) {
        var gone = new LinkedHashSet<String>();
        var present = new HashSet<String>();
        for (var snippet : shell.snippets().toList()) {
            if (snippet instanceof TypeDeclSnippet type) {
                (shell.status(type).isActive() ? present : gone).add(type.name());
            }
        }
        gone.removeAll(present);
        gone.forEach(name -> shell.eval("class " + name + BODY));
    }

    /// True for a snippet that stands for nothing.
    static boolean contains(Snippet snippet) {
        return snippet.source().endsWith(BODY);
    }
}
