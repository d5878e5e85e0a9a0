package dev.cuaderno.kernel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

class StripCommandTest {

    private static final String RUN =
            """
            {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
              {"id": "a", "cell_type": "code", "execution_count": 3, "source": "boom",
               "metadata": {}, "outputs": [{"output_type": "stream", "name": "stdout", "text": "x"}]}]}
            """;

    @TempDir private Path folder;
    private Cli cli;

    @BeforeEach
    void setUp() throws IOException {
        cli = new Cli(folder);
        cli.write("in/a.ipynb", RUN);
        cli.write("in/deep/b.ipynb", RUN);
    }

    @Test
    void aCheckNamesWhatHasOutputsAndChangesNothing() throws IOException {
        var in = cli.path("in").toString();
        assertEquals(Main.FAILED, cli.run("strip", "--check", in));
        assertTrue(cli.out().contains("a.ipynb  1 cell with outputs, 1 execution count"), cli::out);
        assertTrue(cli.out().contains("2 notebooks, 2 with something to strip"), cli::out);
        assertEquals(Main.FAILED, cli.run("run", "--strip-check", in));
        assertEquals(RUN, cli.read("in/a.ipynb"));

        assertEquals(0, cli.run("strip", in), cli::said);
        assertFalse(cli.read("in/deep/b.ipynb").contains("stdout"));
        assertEquals(0, cli.run("strip", "--check", in), cli::said);
        assertEquals(0, cli.run("run", "--strip-check", in), cli::said);
    }

    @Test
    void runStripsWithoutRunning() throws IOException {
        assertEquals(0, cli.run("run", "--strip", cli.path("in/a.ipynb").toString()), cli::said);
        assertTrue(cli.read("in/a.ipynb").contains("\"outputs\": []"));
    }

    @Test
    void aDamagedNotebookIsLeftAloneAndTheOthersAreStripped() throws IOException {
        cli.write("in/0.ipynb", "{\n \"cells\": [}");
        assertEquals(Main.FAILED, cli.run("strip", cli.path("in").toString()));
        assertTrue(cli.err().contains("0.ipynb:2:12: "), cli::err);
        assertEquals("{\n \"cells\": [}", cli.read("in/0.ipynb"));
        assertTrue(cli.read("in/a.ipynb").contains("\"outputs\": []"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void permissionsAndLinksStay() throws IOException {
        var file = cli.path("in/a.ipynb");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        var link = Files.createSymbolicLink(cli.path("in/link.ipynb"), Path.of("a.ipynb"));
        assertEquals(0, cli.run("strip", link.toString()), cli::said);
        assertTrue(Files.isSymbolicLink(link));
        assertTrue(cli.read("in/a.ipynb").contains("\"outputs\": []"));
        assertEquals(
                "rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
}
