package dev.cuaderno.kernel.percent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;

import dev.cuaderno.kernel.notebook.BrokenNotebookException;
import dev.cuaderno.kernel.notebook.Notebook;
import dev.cuaderno.kernel.notebook.NotebookFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;

class PercentTest {

    private static final String NOTEBOOK =
            """
            {"cells": [
              {"cell_type": "markdown", "id": "head", "metadata": {"tags": ["a", "b"]},
               "source": ["# Title\\n", "\\n", "  text // %%\\n", "% no magic"]},
              {"cell_type": "code", "id": "one", "metadata": {}, "execution_count": null,
               "outputs": [], "source": ["%dep a:b:1\\n", "int n = 1;\\n", "\\n", "  %time n\\n",
               "// %time is a comment\\n", "!ls"]},
              {"cell_type": "code", "id": "two", "execution_count": null, "outputs": [],
               "metadata": {"cuaderno": {"entry": ["A1"], "x": 1.50}, "collapsed": null},
               "source": ["%%bash first \\"x\\"\\n", "echo hi\\n", "\\n", "# done"]},
              {"cell_type": "code", "id": "odd", "metadata": {"a b": "c=d"},
               "execution_count": null, "outputs": [], "source": []},
              {"cell_type": "raw", "id": "raw", "metadata": {"title": "Some title"},
               "source": "plain"}],
             "metadata": {"kernelspec": {"display_name": "Java (Cuaderno)", "language": "java",
               "name": "cuaderno"}, "lang": "es", "count": 3, "empty": {}, "list": [1, {"a": "#"}],
               "language_info": {"file_extension": ".java", "version": "25", "on": "yes"}},
             "nbformat": 4, "nbformat_minor": 5}
            """;

    private static final String TEXT =
            """
            // ---
            // jupyter:
            //   jupytext:
            //     text_representation:
            //       extension: .java
            //       format_name: percent
            //       format_version: '1.3'
            //   kernelspec:
            //     display_name: Java (Cuaderno)
            //     language: java
            //     name: cuaderno
            //   lang: es
            //   count: 3
            //   empty: {}
            //   list: [1,{"a":"#"}]
            //   language_info:
            //     file_extension: .java
            //     version: '25'
            //     'on': 'yes'
            // ---

            // %% [markdown] id="head" tags=["a", "b"]
            // # Title
            //
            //   text // %%
            // % no magic

            // %% id="one"
            // %dep a:b:1
            int n = 1;

            //   %time n
            // // %time is a comment
            !ls

            // %% id="two" cuaderno={"entry": ["A1"], "x": 1.50} collapsed=null language="bash" \
            magic_args="first \\"x\\""
            // echo hi
            //
            // # done

            // %% {"id": "odd", "a b": "c=d"}

            // %% Some title [raw] id="raw"
            // plain
            """;

    private static Notebook notebook(String json) throws IOException {
        return NotebookFile.parse("t", json);
    }

    @Test
    void aNotebookIsWrittenAsJupytextWouldWriteIt() throws IOException {
        assertEquals(TEXT, PercentWriter.write(notebook(NOTEBOOK), true));
    }

    @Test
    void aRoundTripKeepsEverythingButOutputs() throws IOException {
        var before = notebook(NOTEBOOK);
        var after = PercentReader.read("t.java", PercentWriter.write(before, true));
        assertEquals(
                JsonParser.parseString(NOTEBOOK.replace("\"plain\"", "[\"plain\"]")), after.root());
        assertEquals(TEXT, PercentWriter.write(after, true));
    }

    @Test
    void idsMayBeLeftOut() throws IOException {
        var text = PercentWriter.write(notebook(NOTEBOOK), false);
        assertTrue(text.contains("\n// %%\n// %dep a:b:1\n"), text);
        var again = PercentReader.read("t", text);
        assertEquals(5, again.cells().size());
        assertTrue(again.cells().getFirst().id().matches("[0-9a-f]{8}"));
    }

    @Test
    void textOfJupytextIsRead() throws IOException {
        var notebook =
                PercentReader.read(
                        "t",
                        """
                        // -*- coding: utf-8 -*-
                        // ---
                        // jupyter:
                        //   jupytext:
                        //     formats: ipynb,java:percent
                        //     text_representation:
                        //       jupytext_version: 1.16.4
                        //   # a comment
                        //   authors:
                        //   - Ada
                        //   - "Grace: H"
                        //   kernelspec:
                        //     name: 'it''s'
                        // ---

                        int before = 1;

                        // %% [md]
                        // Text
                        //without a blank

                        //%% Title with words {"tags": ["x"]}
                        int n = 2;


                        // %%% deep slideshow={"slide_type": "a b"} n=3
                        for (;;) {
                            // %% is no marker here?
                        }
                        """);
        assertEquals(
                "{\"jupytext\":{\"formats\":\"ipynb,java:percent\"},\"authors\":[\"Ada\",\"Grace:"
                        + " H\"],\"kernelspec\":{\"name\":\"it's\"}}",
                notebook.metadata().toString());
        var cells = notebook.cells();
        assertEquals("int before = 1;", cells.get(0).source());
        assertEquals("Text\nwithout a blank", cells.get(1).source());
        assertEquals("int n = 2;", cells.get(2).source());
        assertEquals(
                "{\"title\":\"Title with words\",\"tags\":[\"x\"]}",
                cells.get(2).metadata().toString());
        assertEquals(
                "{\"title\":\"deep\",\"cell_depth\":1,\"slideshow\":{\"slide_type\":\"a b\"},\"n\":3}",
                cells.get(3).metadata().toString());
        assertEquals(5, cells.size(), "as everywhere, a marker may be indented");
    }

    @Test
    void aTextWithoutMarkersIsOneCell() throws IOException {
        var cells = PercentReader.read("t", "\n\nint a = 1;\n\nint b;\n").cells();
        assertEquals(1, cells.size());
        assertEquals("int a = 1;\n\nint b;", cells.getFirst().source());
        assertEquals(0, PercentReader.read("t", "").cells().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "// ---;// jupyter:;int a; | t.java:3:1: the header that begins above has no end",
                "// ---;// jupyter:;//   a;// --- | t.java:3:1: the header: expected name: value, found a",
                "// ---;// a: {;// --- | the header: expected JSON",
                "// ---;// jupyter:;//   a: 1;//     b: 2;// --- | t.java:4:1: the header",
            })
    void aDamagedHeaderIsNamedWithItsLine(String text, String why) {
        var failure =
                assertThrows(
                        BrokenNotebookException.class,
                        () -> PercentReader.read("t.java", text.replace(";", "\n")));
        assertTrue(failure.getMessage().contains(why), failure.getMessage());
    }
}
