package dev.cuaderno.kernel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// `convert`, `new` and `html`.
class ConvertTest {

    @TempDir private Path folder;
    private Cli cli;

    @BeforeEach
    void setUp() {
        cli = new Cli(folder);
    }

    @Test
    void anUpdateKeepsTheOutputsOfCellsThatAreTheSame() throws IOException {
        var file = cli.notebook("a.ipynb", Cli.code("6 * 7"), Cli.code("1 + 1"));
        assertEquals(0, cli.run("run", file, "--in-place", "-o", cli.path("out").toString()));
        assertEquals(0, cli.run("convert", file), cli::said);
        assertFalse(cli.read("a.java").contains("42"));
        cli.write("a.java", cli.read("a.java").replace("1 + 1", "1 + 2"));

        var text = cli.path("a.java").toString();
        assertEquals(Main.USAGE, cli.run("convert", text));
        assertTrue(cli.err().contains("--update also keeps its outputs"), cli::err);
        assertEquals(0, cli.run("convert", text, "--update"), cli::said);
        var cells = cli.notebook("a.ipynb").cells();
        assertTrue(cells.get(0).outputs().toString().contains("42"));
        assertEquals(1, cells.get(0).executionCount());
        assertEquals("1 + 2", cells.get(1).source());
        assertEquals(0, cells.get(1).outputs().size());
    }

    @Test
    void aLineThatWouldBeginACellIsWarnedOf() throws IOException {
        var file = cli.notebook("a.ipynb", Cli.code("int a;\n// %% not a cell"));
        assertEquals(0, cli.run("convert", file, "-o", cli.path("b.java").toString()));
        assertTrue(cli.err().contains("will not be the same when it is read again"), cli::err);
    }

    @Test
    void whatCannotBeConvertedIsRefused() throws IOException {
        assertEquals(Main.USAGE, cli.run("convert", cli.write("a.txt", "x").toString()));
        assertEquals(Main.USAGE, cli.run("convert", cli.path("gone.ipynb").toString()));
        var broken = cli.write("b.ipynb", "{\n oops").toString();
        assertEquals(Main.FAILED, cli.run("convert", broken));
        assertTrue(cli.err().contains("b.ipynb:2:2:"), cli::err);
        assertFalse(Files.exists(cli.path("b.java")));
    }

    @Test
    void aNewNotebookRuns() throws IOException {
        var path = cli.path("02-first_steps").toString();
        assertEquals(0, cli.run("new", path), cli::said);
        var notebook = cli.notebook("02-first_steps.ipynb");
        assertEquals("# First steps", notebook.cells().getFirst().source());
        assertEquals("java", notebook.programmingLanguage().orElseThrow());
        assertEquals(0, cli.run("run", path + ".ipynb", "-o", cli.path("out").toString()));
        assertEquals(Main.USAGE, cli.run("new", path));
        assertEquals(0, cli.run("new", path, "--force", "--title", "50% \"more\""));
        assertEquals(
                "# 50% \"more\"", cli.notebook("02-first_steps.ipynb").cells().getFirst().source());
    }

    @Test
    void pagesShowStoredOutputsAndRunNothing() throws IOException {
        cli.write(
                "in/a.ipynb",
                """
                {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
                  {"id": "a", "cell_type": "code", "execution_count": 3, "source": "boom",
                   "metadata": {}, "outputs": [
                     {"output_type": "stream", "name": "stdout", "text": "stored words"}]}]}
                """);
        cli.write("in/bad.ipynb", "[");
        var in = cli.path("in").toString();
        assertEquals(Main.FAILED, cli.run("html", in));
        assertTrue(cli.err().contains("bad.ipynb:1:2:"), cli::err);
        assertTrue(cli.read("in/a.html").contains("stored words"));
        assertEquals(0, cli.run("html", in + "/a.ipynb", "-o", in + "/pages"), cli::said);
        assertTrue(cli.read("in/pages/a.html").contains("stored words"));
        assertEquals(0, cli.run("html", in + "/a.ipynb", "-o", in), cli::said);
    }
}
