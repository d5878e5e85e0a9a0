package dev.cuaderno.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

final class ParametersTest {

    private static Notebook notebook(String declarations) {
        var notebook = NotebookRunnerTest.notebook("print first", declarations, "print last");
        var tags = new JsonArray();
        tags.add("parameters");
        notebook.cells().get(1).metadata().add("tags", tags);
        return notebook;
    }

    private static String injected(String declarations, String... assignments)
            throws ParameterException {
        var notebook = Parameters.of(List.of(assignments)).injectInto(notebook(declarations));
        assertEquals(4, notebook.cells().size());
        assertTrue(notebook.cells().get(2).hasTag("injected-parameters"));
        return notebook.cells().get(2).source().replaceFirst("// Parameters\n", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int n = 1;            | n=7         | int n = 7;",
                "final int n = 1;      | n=-7        | int n = -7;",
                "long n = 1;           | n=7         | long n = 7L;",
                "double r = 1;         | r=2         | double r = 2.0;",
                "double r = 1;         | r=1e-3      | double r = 1e-3;",
                "Double r = null;      | r=NaN       | Double r = Double.NaN;",
                "float r = 0.5f;       | r=0.25      | float r = 0.25f;",
                "var r = 0.1;          | r=1         | double r = 1.0;",
                "var n = -1;           | n=3         | int n = 3;",
                "var when = now();     | when=2026   | var when = 2026;",
                "boolean on = false;   | on=true     | boolean on = true;",
                "char c = 'a';         | c='         | char c = '\\'';",
                "char c = 'a';         | c=\"        | char c = '\"';",
                "String s = null;      | s=7         | String s = \"7\";",
                "String s = null;      | s=a \"b\" \\| String s = \"a \\\"b\\\" \\\\\";",
                "String s = null;      | s=a=b       | String s = \"a=b\";",
                "String s = null;      | s=          | String s = \"\";",
                "Path p = null;        | p=x/y       | Path p = Path.of(\"x/y\");",
                "int[] n = {1};        | n=[3,4]     | int[] n = new int[] {3, 4};",
                "List<String> s = null;| s=[\"a\",2]| List<String> s = List.of(\"a\", \"2\");",
                "List<Double> r = null;| r=[1, 2.5]  | List<Double> r = List.of(1.0, 2.5);",
            })
    void aValueBecomesALiteralOfTheDeclaredType(String declared, String given, String written)
            throws ParameterException {
        assertEquals(written, injected(declared, given));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "n=7             | var n = 7;",
                "n=3000000000    | var n = 3000000000L;",
                "n=0.5           | var n = 0.5;",
                "n=true          | var n = true;",
                "n=True          | var n = \"True\";",
                "n=2026-01-02    | var n = \"2026-01-02\";",
                "n=\"007\"       | var n = \"007\";",
                "n=[1, [2, \"x\"]]| var n = List.of(1, List.of(2, \"x\"));",
                "n=[1            | var n = \"[1\";",
            })
    void withoutADeclarationAValueIsWhatItLooksLike(String given, String written)
            throws ParameterException {
        var notebook =
                Parameters.of(List.of(given)).injectInto(NotebookRunnerTest.notebook("print a"));
        assertEquals(2, notebook.cells().size());
        assertEquals("// Parameters\n" + written, notebook.cells().getFirst().source());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "n=x             | the parameter n is a int: a whole number from",
                "n=2147483648    | from -2147483648 to 2147483647 is wanted",
                "r=0,5           | a number, with a point for decimals is wanted, not 0,5",
                "on=yes          | true or false is wanted, not yes",
                "c=ab            | one character is wanted",
                "many=1          | a list in brackets",
                "date=2026       | the parameter date is a LocalDate",
                "m=1             | declares no variable m; it declares int n, double r",
            })
    void whatCannotBeIsRefusedBeforeAnyCellRuns(String given, String why) {
        var declarations =
                "import java.time.*;\n%dep a:b:1\nint n = 1; double r = 2; boolean on; char c;\n"
                        + "int[] many = {}; LocalDate date = null;";
        var failure = assertThrows(ParameterException.class, () -> injected(declarations, given));
        assertTrue(failure.getMessage().contains(why), failure.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"n, NAME=VALUE", "=3, NAME=VALUE", "1a=3, called 1a", "int=3, called int"})
    void aWrongAssignmentIsRefused(String given, String why) {
        var failure = assertThrows(ParameterException.class, () -> Parameters.of(List.of(given)));
        assertTrue(failure.getMessage().contains(why), failure.getMessage());
    }

    @Test
    void theCellOfAnEarlierRunIsReplaced() throws ParameterException {
        var once = Parameters.of(List.of("n=2")).injectInto(notebook("int n = 1;"));
        var twice = Parameters.of(List.of("n=3")).injectInto(once);
        assertEquals(4, twice.cells().size());
        assertEquals("// Parameters\nint n = 3;", twice.cells().get(2).source());
        assertEquals("print last", twice.cells().get(3).source());
    }

    @Test
    void withoutParametersANotebookStaysWhatItIs() throws ParameterException {
        var notebook = notebook("int n = 1;");
        assertSame(notebook, Parameters.none().injectInto(notebook));
    }
}
