package dev.cuaderno.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class NotebookFileTest {

    /// As Jupyter saves it, with fields of its own, numbers of many spellings and odd text.
    private static final String NOTEBOOK =
            """
            {
             "zeta": [1, -0, 1.50, 2e+10, 123456789012345678901234567890],
             "cells": [
              {
               "cell_type": "markdown",
               "id": "a-1",
               "metadata": {
                "unknown": {}
               },
               "source": [
                "# Títol\\n",
                "<b> & \\"x\\""
               ]
              },
              {
               "cell_type": "code",
               "execution_count": null,
               "id": "b-2",
               "metadata": {
                "tags": [
                 "x"
                ]
               },
               "outputs": [],
               "source": "int a = 1;",
               "extra": null
              }
             ],
             "metadata": {
              "lang": "es"
             },
             "nbformat": 4,
             "nbformat_minor": 5
            }
            """;

    @TempDir Path folder;

    @Test
    void whatWasReadIsWrittenByteForByte() throws IOException {
        var expected =
                NOTEBOOK.replace(
                        "[1, -0, 1.50, 2e+10, 123456789012345678901234567890]",
                        "[\n  1,\n  -0,\n  1.50,\n  2e+10,\n  123456789012345678901234567890\n ]");
        var file = Files.writeString(folder.resolve("a.ipynb"), NOTEBOOK);
        NotebookFile.write(NotebookFile.read(file), file);
        assertEquals(expected, Files.readString(file));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count(), "nothing else is left in the folder");
        }
    }

    @Test
    void readsWhatThePagesAsk() throws IOException {
        var notebook = NotebookFile.parse("a.ipynb", NOTEBOOK);
        assertEquals("es", notebook.lang());
        assertEquals("# Títol\n<b> & \"x\"", notebook.cells().get(0).source());
        assertEquals("int a = 1;", notebook.cells().get(1).source());
        assertTrue(notebook.cells().get(1).hasTag("x"));
        assertEquals(0, notebook.cells().get(1).executionCount());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void olderFormatsBecome45(int minor) throws IOException {
        var old =
                """
                {"cells": [{"cell_type": "code", "source": "x"}, {"cell_type": "raw", "source": []}],
                 "nbformat": 4, "nbformat_minor": %d}
                """
                        .formatted(minor);
        var notebook = NotebookFile.parse("a.ipynb", old);
        assertEquals(5, notebook.root().get("nbformat_minor").getAsInt());
        var code = notebook.cells().getFirst().json();
        assertTrue(code.get("execution_count").isJsonNull());
        assertEquals("[]", code.get("outputs").toString());
        assertEquals("{}", code.get("metadata").toString());
        assertEquals("{}", notebook.metadata().toString());
    }

    @Test
    void laterMinorVersionsAreKept() throws IOException {
        var notebook =
                NotebookFile.parse("a", "{\"cells\": [], \"nbformat\": 4, \"nbformat_minor\": 9}");
        assertEquals(9, notebook.root().get("nbformat_minor").getAsInt());
    }

    @Test
    void missingAndRepeatedIdsAreReplacedAlwaysAlike() throws IOException {
        var text =
                """
                {"cells": [
                  {"cell_type": "code", "source": "same"},
                  {"cell_type": "code", "source": "same"},
                  {"cell_type": "code", "source": "a", "id": "mine"},
                  {"cell_type": "code", "source": "b", "id": "mine"},
                  {"cell_type": "code", "source": "c", "id": "not valid!"}],
                 "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
                """;
        var first = NotebookFile.parse("a", text).cells().stream().map(NotebookCell::id).toList();
        var second = NotebookFile.parse("a", text).cells().stream().map(NotebookCell::id).toList();
        assertEquals(first, second);
        assertEquals(5, first.stream().distinct().count(), first.toString());
        assertEquals("mine", first.get(2));
        first.forEach(id -> assertTrue(id.matches("[a-zA-Z0-9_-]{1,64}"), id));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | 1 | 1 | the file is empty",
                "`{` | 1 | 2 | ends too early",
                "`{\"a\": \"x` | 1 | 7 | the file ends inside it",
                "`{\"a\": \"x\n\"}` | 1 | 9 | line break inside a string",
                "`{\"a\": 1,}` | 1 | 9 | before '}'",
                "`{\"a\": 1 \"b\": 2}` | 1 | 9 | expected ','",
                "`{a: 1}` | 1 | 2 | found 'a'",
                "`{\"a\":\n  tru}` | 2 | 3 | found 'tru'",
                "`{\"a\": NaN}` | 1 | 7 | found 'NaN'",
                "`{\"a\": 01}` | 1 | 8 | expected ','",
                "`{\"a\": \"\\x\"}` | 1 | 9 | unknown escape",
                "`{\"a\": \"\\u12\"}` | 1 | 10 | hexadecimal",
                "`{\"a\": 1, \"a\": 2}` | 1 | 10 | twice",
                "`{} {}` | 1 | 4 | more text follows",
                "`{\n<<<<<<< HEAD` | 2 | 1 | merge conflict",
                "`[]` | 1 | 1 | a JSON object",
                "`{\"cells\": []}` | 1 | 1 | nbformat",
                "`{\"nbformat\": 3,\n \"nbformat_minor\": 0}` | 1 | 14 | format 3 is not supported",
                "`{\"nbformat\": 4, \"nbformat_minor\": 5}` | 1 | 1 | array \"cells\"",
                "`{\"nbformat\": 4, \"nbformat_minor\": 5, \"cells\": [\n 7]}` | 2 | 2 | a cell is",
                "`{\"nbformat\": 4, \"nbformat_minor\": 5, \"cells\": [\n {\"cell_type\": \"x\"}]}`"
                        + " | 2 | 16 | cell_type",
                "`{\"nbformat\": 4, \"nbformat_minor\": 5, \"cells\": [\n {\"cell_type\": \"raw\","
                        + " \"source\": 3}]}` | 2 | 33 | source",
                "`{\"nbformat\": 4, \"nbformat_minor\": 5, \"cells\": [], \"metadata\":\n []}`"
                        + " | 2 | 2 | metadata"
            })
    void damagedFilesAreNamedWithLineAndColumn(String text, int line, int column, String says) {
        var error =
                assertThrows(
                        BrokenNotebookException.class,
                        () -> NotebookFile.parse("d.ipynb", text == null ? "" : text));
        assertEquals(
                "d.ipynb:" + line + ":" + column,
                error.getMessage().substring(0, error.getMessage().indexOf(": ")));
        assertTrue(error.getMessage().contains(says), error.getMessage());
        assertEquals(line, error.line());
        assertEquals(column, error.column());
    }

    @Test
    void deepNestingIsRefusedInsteadOfOverflowing() {
        var text = "[".repeat(100_000);
        assertTrue(
                assertThrows(BrokenNotebookException.class, () -> NotebookFile.parse("d", text))
                        .getMessage()
                        .contains("levels of nesting"));
    }

    @Test
    void textOfAnotherEncodingIsNamedWithItsPlace() throws IOException {
        var file = Files.write(folder.resolve("l.ipynb"), new byte[] {'{', '\n', '"', (byte) 0xe9});
        var error = assertThrows(BrokenNotebookException.class, () -> NotebookFile.read(file));
        assertTrue(error.getMessage().contains("l.ipynb:2:2: not UTF-8"), error.getMessage());
    }

    @Test
    void halfACharacterIsKept() throws IOException {
        var text =
                """
                {"cells": [], "metadata": {"half": "a\\ud83d b \\ude00", "whole": "😀"},
                 "nbformat": 4, "nbformat_minor": 5}""";
        var file = folder.resolve("half.ipynb");
        NotebookFile.write(NotebookFile.parse("t", text), file);
        var written = Files.readString(file);
        assertTrue(written.contains("\"a\\ud83d b \\ude00\""), written);
        assertTrue(written.contains("\"😀\""), written);
        assertEquals(NotebookFile.parse("t", text).metadata(), NotebookFile.read(file).metadata());
    }

    @Test
    void aByteOrderMarkIsSkipped() throws IOException {
        assertNotEquals(0, NotebookFile.parse("a", "\uFEFF" + NOTEBOOK).cells().size());
    }
}
