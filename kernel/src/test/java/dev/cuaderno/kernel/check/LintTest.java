package dev.cuaderno.kernel.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.kernel.notebook.Finding;
import dev.cuaderno.kernel.notebook.NotebookFile;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.stream.Collectors;

class LintTest {

    /// What is found where cells ran under these numbers.
    private static String order(String counts) throws IOException {
        var cells = new ArrayList<String>();
        for (var count : counts.split(" ")) {
            cells.add(
                    """
                    {"cell_type": "code", "id": "c%d", "source": "x", "metadata": {},
                     "execution_count": %s, "outputs": []}"""
                            .formatted(cells.size(), count.equals("-") ? "null" : count));
        }
        var notebook =
                NotebookFile.parse(
                        "t",
                        "{\"nbformat\": 4, \"nbformat_minor\": 5, \"metadata\": {}, \"cells\": ["
                                + String.join(",", cells)
                                + "]}");
        return Lint.order(notebook).stream()
                .map(Finding::cell)
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "1 2 3, ''",
        "- - -, ''",
        "1 2 -, ''",
        "2 1 3, 1 2",
        "1 3 2, 2 3",
        "1 1, 2",
        "1 5, 2",
        "1 - 2, 2",
        "- 1 2, 1",
        "7 8 9, 1",
    })
    void numbersTellOfTheOrder(String counts, String found) throws IOException {
        assertEquals(found, order(counts));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int n = 1;",
                "var n=1;",
                "List<String> n;",
                "int[] n = {1};",
                "int m = 1; int n = 2;",
                "int n(int m) { return m; }",
                "record n(int a) {}",
                "class n {}",
                "public static double n() { return 1; }"
            })
    void declarationsAreSeen(String source) {
        assertTrue(Lint.declares(source, "n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"n = 1;", "return n;", "new n()", "a.n()", "int nn = 1;", "m(n);", "x == n;"})
    void usesAreNone(String source) {
        assertFalse(Lint.declares(source, "n"));
    }
}
