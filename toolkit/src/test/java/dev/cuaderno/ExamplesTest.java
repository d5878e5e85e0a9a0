package dev.cuaderno;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Examples in the documentation are code that runs. Numbers in a comment behind an expression,
/// rows divided by strokes, are what it gives.
class ExamplesTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final String FENCE = "/// ```";
    private static final Pattern NUMBERS = Pattern.compile("//\\s*([-\\d. |]+)$");

    /// What examples speak of without making it.
    private static final String STAGE =
            """
            import static dev.cuaderno.Cuaderno.*;
            import static dev.cuaderno.explain.Explain.*;
            import dev.cuaderno.explain.*;
            import dev.cuaderno.formula.*;
            import dev.cuaderno.image.*;
            import dev.cuaderno.model.*;
            import dev.cuaderno.nn.*;
            import dev.cuaderno.optim.*;
            import dev.cuaderno.tensor.*;
            import dev.cuaderno.train.*;
            import java.util.*;
            var image = tensor("1 2 1 0 \\n 2 3 1 1 \\n 3 0 0 2 \\n 1 1 2 3");
            var filter = tensor("1 0 \\n 2 1");
            var photo = ones(8, 8);
            var x = generator(1).randn(3, 4, 5);
            var w = generator(2).randn(5, 2).requiresGrad();
            var b = zeros(2).requiresGrad();
            var t = zeros(3, 4, 2);
            var images = generator(3).rand(8, 1, 28, 28);
            Layer net = sequential(flatten(), linear(784, 2));
            Tensor net(Tensor x) { return x.matmul(w).plus(b); }
            record Digits(Dataset train, Dataset validation, Dataset test) {}
            var few = Dataset.of(images, tensor(0, 1, 0, 1, 0, 1, 0, 1));
            var mnist = new Digits(few, few, few);
            Map<String, Tensor> safetensors(String file) { return Models.resNet20(10).stateDict(); }
            """;

    private record Example(int line, String code) {}

    private static List<Example> examples(Path file) throws IOException {
        var found = new ArrayList<Example>();
        var lines = Files.readAllLines(file);
        for (var i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(FENCE + "java")) {
                var code = new StringBuilder();
                var first = i + 2;
                for (i++; !lines.get(i).strip().equals(FENCE); i++) {
                    code.append(lines.get(i).strip().replaceFirst("^/// ?", "")).append('\n');
                }
                found.add(new Example(first, code.toString()));
            }
        }
        return found;
    }

    @TestFactory
    Stream<DynamicTest> everyExample() throws IOException {
        try (var files = Files.walk(SOURCES)) {
            var tests = new ArrayList<DynamicTest>();
            for (var file :
                    files.filter(one -> one.toString().endsWith(".java")).sorted().toList()) {
                var examples = examples(file);
                if (!examples.isEmpty()) {
                    var name = SOURCES.relativize(file).toString();
                    tests.add(dynamicTest(name, () -> run(name, examples)));
                }
            }
            assertFalse(tests.isEmpty(), "no examples in " + SOURCES.toAbsolutePath());
            return tests.stream();
        }
    }

    private static void run(String name, List<Example> examples) {
        try (var shell = new Snippets()) {
            shell.run(STAGE);
            for (var example : examples) {
                for (var piece : shell.pieces(example.code)) {
                    var shown = shell.runOne(piece);
                    var numbers = NUMBERS.matcher(piece.strip());
                    if (numbers.find()) {
                        var where = "%s, line %d: %s".formatted(name, example.line, piece.strip());
                        assertEquals(numbers.group(1).strip(), inOneLine(shown), where);
                    }
                }
            }
        }
    }

    /// The numbers of a tensor without its heading, rows divided by strokes.
    private static String inOneLine(String shown) {
        var lines = shown.lines().toList();
        var rows = lines.size() > 1 ? lines.subList(1, lines.size()) : lines;
        return String.join(
                " | ", rows.stream().map(row -> row.strip().replaceAll(" +", " ")).toList());
    }

    /// The guide: a block without a language behind one of Java is what its last line shows.
    @Test
    void theGuideTellsTheTruth() throws IOException {
        var text = Files.readString(Path.of("README.md"));
        var blocks = Pattern.compile("(?m)^```(\\w*)\\n((?s).*?)^```$").matcher(text);
        try (var shell = new Snippets()) {
            var shown = "";
            var compared = 0;
            while (blocks.find()) {
                if (blocks.group(1).equals("java")) {
                    shown = shell.run(blocks.group(2));
                } else if (blocks.group(1).isEmpty()) {
                    assertEquals(blocks.group(2).stripTrailing(), trimmed(shown), blocks.group());
                    compared++;
                }
            }
            assertTrue(compared > 5, "examples with results: " + compared);
        }
    }

    private static String trimmed(String shown) {
        return String.join("\n", shown.lines().map(String::stripTrailing).toList());
    }
}
