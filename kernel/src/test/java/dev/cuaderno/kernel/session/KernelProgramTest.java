package dev.cuaderno.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

class KernelProgramTest {

    @TempDir private Path folder;

    private Map<String, String> variables(Path session) throws IOException {
        return KernelProgram.settings(Map.of("JPY_SESSION_NAME", session.toString())).variables();
    }

    @Test
    void theNotebookOfTheSessionGivesTheLanguage() throws IOException {
        var notebook = folder.resolve("a.ipynb");
        Files.writeString(
                notebook,
                """
                {"cells": [], "metadata": {"lang": "es"}, "nbformat": 4, "nbformat_minor": 5}
                """);
        assertEquals(Map.of("CUADERNO_LANG", "es"), variables(notebook));
    }

    @Test
    void aSessionWithoutAReadableNotebookGivesNone() throws IOException {
        assertEquals(Map.of(), variables(folder.resolve("gone.ipynb")));
        var broken = folder.resolve("broken.ipynb");
        Files.writeString(broken, "{");
        assertEquals(Map.of(), variables(broken));
        assertEquals(Map.of(), variables(folder.resolve("console-1")));
        assertEquals(Map.of(), KernelProgram.settings(Map.of()).variables());
    }
}
