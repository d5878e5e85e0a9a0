package dev.cuaderno.kernel.export;

import jdk.jshell.Snippet;

import java.util.HashSet;
import java.util.Set;

/// Which variables of the notebook can be local variables of `main`; the others are static fields.
final class Locals {

    private Locals() {}

    /// All variables, by the names they have in the program.
    static Set<String> all(Program program) {
        var naming = new Naming(program);
        var all = new HashSet<String>();
        for (int i = 0; i < program.steps().size(); i++) {
            var step = program.steps().get(i);
            naming.declare(step, i);
            if (step.runs()) {
                step.scan().variables().forEach(each -> all.add(naming.variableName(each.name())));
            }
        }
        return all;
    }

    /// The variables, by the names they have in the program, that must be fields: methods or types
    /// use them, a lambda uses one that changes, something inside a statement has the same name, or
    /// they begin without a value.
    static Set<String> fields(Program program) {
        var naming = new Naming(program);
        var fields = new HashSet<String>();
        var all = new HashSet<String>();
        var members = new HashSet<String>();
        var nested = new HashSet<String>();
        var captured = new HashSet<String>();
        var changed = new HashSet<String>();
        var steps = program.steps();
        for (int i = 0; i < steps.size(); i++) {
            var step = steps.get(i);
            naming.declare(step, i);
            if (step.role() == Step.Role.MEMBER) {
                var used = new HashSet<>(step.names());
                if (step.snippets().getFirst().kind() == Snippet.Kind.METHOD) {
                    // Its parameters and local variables hide what has the same name.
                    used.removeAll(Scan.within(step.text()));
                }
                used.forEach(name -> members.add(naming.variableName(name)));
            }
            if (!step.runs()) {
                continue;
            }
            var scan = step.scan();
            nested.addAll(scan.nested());
            scan.captured().forEach(name -> captured.add(naming.variableName(name)));
            scan.assigned().forEach(name -> changed.add(naming.variableName(name)));
            for (var variable : scan.variables()) {
                var name = naming.variableName(variable.name());
                all.add(name);
                var own =
                        variable.initializer()
                                .map(text -> Tokens.names(text).contains(variable.name()))
                                .orElse(true);
                if (own || step.mayFail()) {
                    fields.add(name);
                }
            }
        }
        for (var name : all) {
            var changes = changed.contains(name) || naming.isDeclaredAgain(name);
            if (members.contains(name)
                    || nested.contains(name)
                    || (captured.contains(name) && changes)) {
                fields.add(name);
            }
        }
        return fields;
    }
}
