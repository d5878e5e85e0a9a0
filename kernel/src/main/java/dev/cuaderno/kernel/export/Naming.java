package dev.cuaderno.kernel.export;

import jdk.jshell.MethodSnippet;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.VarSnippet;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Gives what is declared twice names of its own, since a session allows it and a program does not.
///
/// A variable that is declared again with its type is assigned to. A method or type that is
/// declared again takes the place of the one before, unless that has been used by then.
final class Naming {

    private final Program program;
    private final Map<String, String> variables = new HashMap<>();
    private final Map<String, String> methods = new HashMap<>();
    private final Map<String, String> types = new HashMap<>();
    private final Map<String, String> typeOf = new HashMap<>();
    private final Map<String, Integer> declaredAt = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Set<String> again = new HashSet<>();
    private final Map<String, Member> members = new LinkedHashMap<>();

    /// A method or a type as it is written into the program.
    record Member(Step step, String text) {}

    Naming(Program program) {
        this.program = program;
        for (var step : program.steps()) {
            taken.addAll(step.names());
            step.snippets().stream()
                    .filter(PersistentSnippet.class::isInstance)
                    .forEach(each -> taken.add(((PersistentSnippet) each).name()));
        }
    }

    /// Takes note of a declaration, in the order of the program.
    void declare(Step step, int index) {
        for (var snippet : step.snippets()) {
            switch (snippet) {
                case VarSnippet variable when step.role() == Step.Role.VARIABLES ->
                        variable(variable);
                case MethodSnippet method ->
                        member(step, index, method, method.parameterTypes(), methods);
                case PersistentSnippet type when snippet.kind() == Snippet.Kind.TYPE_DECL ->
                        member(step, index, type, "", types);
                default -> {
                    // Declares nothing.
                }
            }
        }
    }

    private void variable(VarSnippet variable) {
        var name = variable.name();
        var current = variables.getOrDefault(name, name);
        var before = typeOf.get(current);
        if (before == null) {
            typeOf.put(current, variable.typeName());
        } else if (before.equals(variable.typeName())) {
            again.add(current);
        } else {
            var fresh = fresh(name);
            variables.put(name, fresh);
            typeOf.put(fresh, variable.typeName());
        }
    }

    private void member(
            Step step,
            int index,
            PersistentSnippet snippet,
            String parameters,
            Map<String, String> aliases) {
        var name = snippet.name();
        var key = key(name, snippet, parameters);
        var before = members.get(key);
        if (before != null && !before.step().text().equals(step.text())) {
            if (isUsed(name, declaredAt.get(key), index)) {
                if (isOverloaded(name, key)) {
                    program.note(
                            name
                                    + " is declared again in cell "
                                    + step.cell()
                                    + " after it was used; the program has the last form only");
                } else {
                    number(name, aliases, step);
                }
            }
        }
        key = key(name, snippet, parameters);
        members.remove(key);
        declaredAt.put(key, index);
        members.put(key, new Member(step, renamedMember(step.text())));
    }

    private void number(String name, Map<String, String> aliases, Step step) {
        var old = aliases.getOrDefault(name, name);
        for (var each : members.values()) {
            if (each.step().names().contains(name)
                    && each.step().snippets().stream()
                            .noneMatch(
                                    s ->
                                            s instanceof PersistentSnippet p
                                                    && p.name().equals(name))) {
                program.note(
                        name
                                + " is declared again in cell "
                                + step.cell()
                                + "; what was declared before with its help goes on using the form"
                                + " before, here called "
                                + old);
                break;
            }
        }
        aliases.put(name, fresh(name));
    }

    private String key(String name, PersistentSnippet snippet, String parameters) {
        var aliases = snippet instanceof MethodSnippet ? methods : types;
        return aliases.getOrDefault(name, name) + "(" + parameters + ")" + snippet.kind();
    }

    private boolean isOverloaded(String name, String key) {
        return members.keySet().stream()
                .anyMatch(each -> !each.equals(key) && each.startsWith(name + "("));
    }

    /// Whether something that runs between two places of the program may use a name, itself or by
    /// way of other members.
    private boolean isUsed(String name, int from, int to) {
        var reaching = new HashSet<>(List.of(name));
        for (var grew = true; grew; ) {
            grew = false;
            for (var member : members.values()) {
                if (member.step().names().stream().anyMatch(reaching::contains)) {
                    for (var snippet : member.step().snippets()) {
                        grew |= reaching.add(((PersistentSnippet) snippet).name());
                    }
                }
            }
        }
        return program.steps().subList(from, to).stream()
                .anyMatch(
                        step -> step.runs() && step.names().stream().anyMatch(reaching::contains));
    }

    private String fresh(String name) {
        var number = 2;
        while (taken.contains(name + number)) {
            number++;
        }
        taken.add(name + number);
        return name + number;
    }

    /// A piece with the names that count where it stands.
    String renamed(String text) {
        return Tokens.rename(text, variables, methods, types);
    }

    /// A method or a type keeps the names of what it declares itself.
    private String renamedMember(String text) {
        var outer = new HashMap<>(variables);
        if (!outer.isEmpty()) {
            outer.keySet().removeAll(Scan.within(text));
        }
        return Tokens.rename(text, outer, methods, types);
    }

    String variableName(String name) {
        return variables.getOrDefault(name, name);
    }

    String typeOf(String variable) {
        return Tokens.rename(typeOf.get(variable), Map.of(), Map.of(), types);
    }

    /// Whether a variable is declared more than once.
    boolean isDeclaredAgain(String variable) {
        return again.contains(variable);
    }

    /// The methods and types, each once.
    List<Member> members() {
        return List.copyOf(members.values());
    }
}
