package dev.cuaderno.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;

class OutputStripTest {

    private static OutputStrip.Stripped strip(String text) throws BrokenNotebookException {
        return OutputStrip.strip("n.ipynb", text.getBytes(StandardCharsets.UTF_8), false);
    }

    @Test
    void onlyWhatRunsLeaveGoesAndEveryOtherByteStays() throws BrokenNotebookException {
        var before =
                """
                {"nbformat":4 , "nbformat_minor": 1,
                   "metadata": {"widgets": {"a": [1, {}]}, "x": 1.50e400, "y": "\\u00e9\\/ñ"},
                \t"cells": [ {"cell_type":"code", "outputs": [ {"output_type": "stream",
                  "name": "stdout", "text": "]}\\"" } ],"execution_count":  12,
                  "metadata": { "execution": {"a": 1}, "scrolled": true }, "source": ["1\\n"]},
                  {"cell_type": "code", "metadata": {"keep": null, "collapsed": false},
                   "source": "", "odd": [ ], "outputs": [ ], "execution_count": null},
                  {"cell_type": "markdown", "metadata": {"tags": ["outputs"], "hidden": true,
                   "z": 0}, "source": "x"}]}""";
        var after =
                """
                {"nbformat":4 , "nbformat_minor": 1,
                   "metadata": {"x": 1.50e400, "y": "\\u00e9\\/ñ"},
                \t"cells": [ {"cell_type":"code", "outputs": [],"execution_count":  null,
                  "metadata": {}, "source": ["1\\n"]},
                  {"cell_type": "code", "metadata": {"keep": null},
                   "source": "", "odd": [ ], "outputs": [ ], "execution_count": null},
                  {"cell_type": "markdown", "metadata": {"tags": ["outputs"],
                   "z": 0}, "source": "x"}]}""";
        var stripped = strip(before);
        assertEquals(after, stripped.text());
        assertEquals(
                "1 cell with outputs, 1 execution count, 5 fields of metadata", stripped.found());
        assertFalse(strip(after).changed(), "twice is once");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"execution\": 1, \"a\": 2}                              | {\"a\": 2}",
                "{\"a\": 2, \"execution\": 1}                              | {\"a\": 2}",
                "{\"execution\": 1, \"hidden\": 1, \"a\": 2}               | {\"a\": 2}",
                "{\"a\": 2, \"execution\": 1, \"hidden\": 1}               | {\"a\": 2}",
                "{\"execution\": 1, \"a\": 2, \"hidden\": 1, \"b\": 3}     | {\"a\": 2, \"b\": 3}",
                "{\"execution\": null}                                     | {}",
                "{\"a\": {\"execution\": 1}}                               | {\"a\": {\"execution\": 1}}",
            })
    void fieldsGoWithTheirCommas(String before, String after) throws BrokenNotebookException {
        var frame =
                "{\"nbformat\": 4, \"nbformat_minor\": 5, \"metadata\": {}, \"cells\": [{\"id\": \"a\","
                        + " \"cell_type\": \"markdown\", \"source\": \"\", \"metadata\": %s}]}";
        assertEquals(frame.formatted(after), strip(frame.formatted(before)).text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"tags\": [\"keep_output\"]}", "{\"keep_output\": true}"})
    void someCellsKeepTheirOutputs(String metadata) throws BrokenNotebookException {
        var text =
                """
                {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
                  {"id": "a", "cell_type": "code", "execution_count": 3, "source": "",
                   "metadata": %s,
                   "outputs": [{"output_type": "stream", "name": "stdout", "text": "x"}]}]}"""
                        .formatted(metadata);
        assertFalse(strip(text).changed());
        assertEquals(text, strip(text).text());
    }

    @Test
    void countsStayOnRequest() throws BrokenNotebookException {
        var text =
                """
                {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
                  {"id": "a", "cell_type": "code", "execution_count": 3, "source": "",
                   "metadata": {}, "outputs": []}]}""";
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        assertFalse(OutputStrip.strip("n", bytes, true).changed());
        assertTrue(
                OutputStrip.strip("n", bytes, false).text().contains("\"execution_count\": null"));
    }

    @Test
    void aDamagedNotebookIsNamedWithItsPlace() {
        var failure = assertThrows(BrokenNotebookException.class, () -> strip("{\"cells\":\n ["));
        assertEquals(2, failure.line());
        var bytes = new byte[] {'{', '\n', (byte) 0xff};
        var other =
                assertThrows(
                        BrokenNotebookException.class, () -> OutputStrip.strip("n", bytes, false));
        assertTrue(other.getMessage().startsWith("n:2:1: not UTF-8"), other.getMessage());
    }
}
