package dev.cuaderno.kernel.assist;

import dev.cuaderno.kernel.assist.Candidates.Nearness;

import java.util.List;

import javax.lang.model.type.TypeKind;

/// The words of the language.
final class Keywords {

    private static final List<String> BEGINNING =
            List.of(
                    "import",
                    "class",
                    "interface",
                    "enum",
                    "record",
                    "sealed",
                    "abstract",
                    "final",
                    "static",
                    "public",
                    "private",
                    "protected",
                    "var",
                    "if",
                    "for",
                    "while",
                    "do",
                    "switch",
                    "try",
                    "throw",
                    "return",
                    "break",
                    "continue",
                    "yield",
                    "assert",
                    "else",
                    "catch",
                    "finally",
                    "case",
                    "default",
                    "synchronized",
                    "void");
    private static final List<String> TYPES =
            List.of("int", "long", "double", "boolean", "float", "char", "byte", "short");
    private static final List<String> VALUES = List.of("null", "true", "false", "new", "switch");
    private static final List<String> BEHIND_NAMES =
            List.of("instanceof", "extends", "implements", "permits", "throws", "when");

    private Keywords() {}

    static void addTo(Candidates candidates, Question question, Expected expected) {
        // Without a letter of them there would be more keywords than anything else.
        if (!candidates.hasPrefix()) {
            addTruth(candidates, expected);
            return;
        }
        var statement = question.statement();
        var previous = question.previous(1);
        if (statement.isEmpty() || previous.is(")") || previous.is("else") || previous.is("->")) {
            BEGINNING.forEach(each -> candidates.add(each, "keyword", Nearness.WORD));
        } else if (previous.isWord()
                && statement.stream().anyMatch(each -> MODIFIERS.contains(each.text()))) {
            BEGINNING
                    .subList(1, 13)
                    .forEach(each -> candidates.add(each, "keyword", Nearness.WORD));
            candidates.add("void", "keyword", Nearness.WORD);
        }
        TYPES.forEach(each -> candidates.add(each, "keyword", Nearness.WORD));
        VALUES.forEach(each -> candidates.add(each, "keyword", Nearness.WORD));
        if (previous.isWord() || previous.is(")")) {
            BEHIND_NAMES.forEach(each -> candidates.add(each, "keyword", Nearness.WORD));
        }
        addTruth(candidates, expected);
    }

    private static final List<String> MODIFIERS =
            List.of("public", "private", "protected", "static", "abstract", "final", "sealed");

    private static void addTruth(Candidates candidates, Expected expected) {
        if (expected.types().stream().anyMatch(each -> each.getKind() == TypeKind.BOOLEAN)) {
            for (var each : List.of("true", "false")) {
                candidates.add(each, each, "keyword", () -> "", true, Nearness.WORD);
            }
        }
    }
}
