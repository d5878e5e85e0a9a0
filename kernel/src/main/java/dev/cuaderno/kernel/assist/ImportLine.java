package dev.cuaderno.kernel.assist;

import dev.cuaderno.kernel.assist.Assistant.Suggestion;
import dev.cuaderno.kernel.assist.Candidates.Nearness;

import java.util.List;
import java.util.stream.Collectors;

import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/// What could stand in an `import`: modules, packages, types, static members.
final class ImportLine {

    private ImportLine() {}

    static List<Suggestion> suggest(Question question, TypeIndex index, Analysis analysis) {
        var words = question.statement();
        var candidates = new Candidates(question.word());
        if (words.size() > 1
                && words.get(1).is("module")
                && !(words.size() > 2 && words.get(2).is(";"))) {
            return modules(words, candidates, index);
        }
        var isStatic = words.size() > 1 && words.get(1).is("static");
        var owner =
                words.subList(isStatic ? 2 : 1, words.size()).stream()
                        .map(Token::text)
                        .collect(Collectors.joining());
        if (owner.endsWith(".")) {
            owner = owner.substring(0, owner.length() - 1);
        } else if (owner.isEmpty()) {
            if (!isStatic) {
                candidates.add("static", "keyword", Nearness.WORD);
                candidates.add("module", "keyword", Nearness.WORD);
            }
            types(candidates, index, analysis);
        } else {
            return List.of();
        }
        for (var name : index.below(owner)) {
            candidates.add(name, "module", Nearness.INHERITED);
        }
        for (var entry : index.inPackage(owner)) {
            addType(candidates, analysis, entry, entry.name());
        }
        var type = owner.isEmpty() ? null : analysis.elements.getTypeElement(owner);
        if (type != null) {
            members(candidates, type, isStatic);
        }
        if (!owner.isEmpty() && !candidates.hasPrefix()) {
            candidates.add("*", "*;", "keyword", () -> "", false, Nearness.WORD);
        }
        return candidates.best();
    }

    /// The cursor is behind a simple name: the whole name replaces it.
    private static void types(Candidates candidates, TypeIndex index, Analysis analysis) {
        if (candidates.prefix().length() < 2) {
            return;
        }
        index.beginningWith(candidates.prefix()).stream()
                .limit(30)
                .forEach(entry -> addType(candidates, analysis, entry, entry.qualified()));
    }

    private static void addType(
            Candidates candidates, Analysis analysis, TypeIndex.Entry entry, String text) {
        if (!candidates.takes(entry.name())) {
            return;
        }
        var type = analysis.elements.getTypeElement(entry.qualified());
        if (type != null && type.getModifiers().contains(Modifier.PUBLIC)) {
            candidates.add(
                    entry.name(), text, Names.icon(type), entry::qualified, false, Nearness.OWN);
        }
    }

    private static void members(Candidates candidates, TypeElement type, boolean isStatic) {
        for (var member : type.getEnclosedElements()) {
            var isNested = Completer.isType(member);
            if (member.getModifiers().contains(Modifier.PUBLIC)
                    && (isNested
                            || (isStatic && member.getModifiers().contains(Modifier.STATIC)))) {
                var name = member.getSimpleName().toString();
                candidates.add(name, Names.icon(member), Nearness.OWN);
            }
        }
    }

    private static List<Suggestion> modules(
            List<Token> words, Candidates candidates, TypeIndex index) {
        var before =
                words.subList(2, words.size()).stream()
                        .map(Token::text)
                        .collect(Collectors.joining());
        for (var module : index.modules()) {
            if (module.startsWith(before)) {
                var rest = module.substring(before.length());
                candidates.add(rest, rest, "module", () -> module, false, Nearness.OWN);
            }
        }
        return candidates.best();
    }
}
