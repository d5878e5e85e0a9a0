package dev.cuaderno.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Holds the notebooks against the catalogue of the lectures: each entry has a section, each golden
/// case is checked in a cell, and the index leads to every notebook.
///
/// The notebooks carry in their cells' metadata what they are about: `cuaderno.entry` names one
/// entry or several, `cuaderno.cases` the golden cases that a code cell checks.
class CatalogueTest {

    private static final Path HERE = Path.of("").toAbsolutePath();
    private static final Pattern ENTRY = Pattern.compile("^### ([A-D][0-9]+) ", Pattern.MULTILINE);
    private static final Pattern HEADING = Pattern.compile("^#+ ", Pattern.MULTILINE);
    private static final Pattern METHOD = Pattern.compile("^void (\\w+)\\(", Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+\\.ipynb)(?:#[^)]*)?\\)");

    private record Notebook(Path file, List<JsonObject> cells) {}

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<Notebook> notebooks() throws IOException {
        try (var files = Files.walk(HERE)) {
            return files.filter(file -> file.toString().endsWith(".ipynb"))
                    .filter(file -> !HERE.relativize(file).startsWith("target"))
                    .sorted()
                    .map(CatalogueTest::notebook)
                    .toList();
        }
    }

    private static Notebook notebook(Path file) {
        var cells = new ArrayList<JsonObject>();
        var root = JsonParser.parseString(read(file)).getAsJsonObject();
        root.getAsJsonArray("cells").forEach(cell -> cells.add(cell.getAsJsonObject()));
        return new Notebook(HERE.relativize(file), cells);
    }

    private static String source(JsonObject cell) {
        var source = cell.get("source");
        if (source.isJsonPrimitive()) {
            return source.getAsString();
        }
        var text = new StringBuilder();
        source.getAsJsonArray().forEach(line -> text.append(line.getAsString()));
        return text.toString();
    }

    /// What stands under a name of ours in the metadata, one text or a list of them.
    private static Set<String> tags(JsonObject cell, String name) {
        var tags = new LinkedHashSet<String>();
        if (cell.getAsJsonObject("metadata").get("cuaderno") instanceof JsonObject ours) {
            switch (ours.get(name)) {
                case null -> {}
                case JsonElement one when one.isJsonPrimitive() -> tags.add(one.getAsString());
                case JsonElement list ->
                        list.getAsJsonArray().forEach(one -> tags.add(one.getAsString()));
            }
        }
        return tags;
    }

    private static Set<String> all(String name) throws IOException {
        var all = new TreeSet<String>();
        notebooks().forEach(book -> book.cells().forEach(cell -> all.addAll(tags(cell, name))));
        return all;
    }

    private static Set<String> entries() throws IOException {
        try (var in = CatalogueTest.class.getResourceAsStream("catalogue.md")) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            var entries = new TreeSet<String>();
            ENTRY.matcher(text).results().forEach(found -> entries.add(found.group(1)));
            return entries;
        }
    }

    private static Set<String> cases() {
        var file = HERE.resolveSibling("toolkit/src/test/resources/cases.json");
        var root = JsonParser.parseString(read(file));
        var list = root.isJsonArray() ? root : root.getAsJsonObject().get("cases");
        var ids = new TreeSet<String>();
        list.getAsJsonArray()
                .forEach(one -> ids.add(one.getAsJsonObject().get("id").getAsString()));
        return ids;
    }

    @Test
    void everyEntryOfTheCatalogueHasASection() throws IOException {
        assertEquals(137, entries().size());
        assertEquals(entries(), all("entry"));
    }

    @Test
    void everyGoldenCaseIsCheckedInACell() throws IOException {
        assertEquals(217, cases().size());
        assertEquals(cases(), all("cases"));
    }

    @Test
    void aCellThatNamesACaseChecksSomething() throws IOException {
        for (var book : notebooks()) {
            var checks = checks(book);
            for (var cell : book.cells()) {
                var where = book.file() + ", cell " + cell.get("id").getAsString();
                var cases = tags(cell, "cases");
                if (!cases.isEmpty()) {
                    assertEquals("code", cell.get("cell_type").getAsString(), where);
                    var source = source(cell);
                    assertTrue(
                            checks.stream().anyMatch(name -> source.contains(name + "(")),
                            where + " names " + cases + " and calls none of " + checks);
                }
            }
        }
    }

    /// `check`, and the methods of a notebook that check or throw.
    private static Set<String> checks(Notebook book) {
        var names = new TreeSet<>(Set.of("check"));
        for (var cell : book.cells()) {
            if (source(cell).contains("check(") || source(cell).contains("throw new ")) {
                METHOD.matcher(source(cell)).results().forEach(one -> names.add(one.group(1)));
            }
        }
        return names;
    }

    @Test
    void everyEntryHasAHeading() throws IOException {
        var headed = new TreeSet<String>();
        for (var book : notebooks()) {
            for (var cell : book.cells()) {
                if (HEADING.matcher(source(cell)).find()) {
                    headed.addAll(tags(cell, "entry"));
                }
            }
        }
        assertEquals(entries(), headed);
    }

    @Test
    void notebooksAreCommittedWithoutOutputs() throws IOException {
        for (var book : notebooks()) {
            for (var cell : book.cells()) {
                if (cell.get("cell_type").getAsString().equals("code")) {
                    var where = book.file() + ", cell " + cell.get("id").getAsString();
                    assertTrue(cell.getAsJsonArray("outputs").isEmpty(), where);
                    assertTrue(cell.get("execution_count").isJsonNull(), where);
                }
            }
        }
    }

    @Test
    void theIndexLeadsToEveryNotebook() throws IOException {
        var index = notebook(HERE.resolve("indice.ipynb"));
        var linked = new TreeSet<String>();
        for (var cell : index.cells()) {
            LINK.matcher(source(cell)).results().forEach(found -> linked.add(found.group(1)));
        }
        var there = new TreeSet<String>();
        for (var book : notebooks()) {
            if (!book.file().equals(index.file())) {
                there.add(book.file().toString().replace('\\', '/'));
            }
        }
        assertEquals(there, linked);
    }

    @Test
    void linksBetweenNotebooksLeadSomewhere() throws IOException {
        for (var book : notebooks()) {
            for (var cell : book.cells()) {
                LINK.matcher(source(cell))
                        .results()
                        .map(found -> found.group(1))
                        .filter(target -> !target.contains("://"))
                        .forEach(
                                target ->
                                        assertTrue(
                                                Files.exists(
                                                        HERE.resolve(book.file())
                                                                .resolveSibling(target)),
                                                () -> book.file() + " links to " + target));
            }
        }
    }
}
