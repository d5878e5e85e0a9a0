package dev.cuaderno.tensor;

import static dev.cuaderno.Cuaderno.arange;
import static dev.cuaderno.Cuaderno.concat;
import static dev.cuaderno.Cuaderno.full;
import static dev.cuaderno.Cuaderno.ones;
import static dev.cuaderno.Cuaderno.tensor;
import static dev.cuaderno.Cuaderno.zeros;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Locale;

class PrintingTest {

    @Test
    void theTestsRunWhereDecimalsHaveCommas() {
        assertEquals("0,75", String.format(Locale.getDefault(), "%.2f", 0.75));
    }

    @Test
    void wholeNumbersHaveNoPointAndAlign() {
        assertEquals(
                """
                Tensor[2, 3]
                  8   9 -14
                100   3   3\
                """,
                tensor("8 9 -14 \n 100 3 3").toString());
    }

    @Test
    void decimalsAreAsManyAsNeeded() {
        assertEquals("Tensor[3]\n2.00 1.75 0.75", tensor(2, 1.75, 0.75).toString());
        assertEquals("Tensor[2]\n 0.1 -0.2", tensor(0.1f, -0.2f).toString());
        assertEquals("Tensor[2]\n0.3333 1.0000", tensor("1/3 1").toString());
    }

    @Test
    void extremeNumbersHaveAnExponent() {
        assertEquals("Tensor[2]\n1.0000e-09 1.0000e+00", tensor(1e-9, 1).toString());
        assertEquals("Tensor[1]\n2.5000e-03", tensor(0.0025).toString());
        assertTrue(concat(0, tensor(1e-9), ones(30)).toString().startsWith("Tensor[31]\n0.0000 1"));
    }

    @Test
    void specialNumbersAndNegativeZero() {
        assertEquals(
                "Tensor[4]\n NaN  Inf -Inf    0",
                tensor(Double.NaN, 1 / 0.0, -1 / 0.0, -0.0).toString());
    }

    @Test
    void aSingleNumberStandsBehindItsShape() {
        assertEquals("Tensor[] 3.5", full(3.5).toString());
        assertEquals("Tensor[] float64 3.5", full(3.5).float64().toString());
    }

    @Test
    void planesAreLabelled() {
        assertEquals(
                """
                Tensor[2, 1, 2]
                [0, :, :]
                0 1
                [1, :, :]
                2 3\
                """,
                arange(4).reshape(2, 1, 2).toString());
    }

    @Test
    void manyNumbersAreShortened() {
        assertEquals(
                """
                Tensor[40, 50]
                   0    1    2 …   47   48   49
                  50   51   52 …   97   98   99
                 100  101  102 …  147  148  149
                   ⋮    ⋮    ⋮ ⋱    ⋮    ⋮    ⋮
                1850 1851 1852 … 1897 1898 1899
                1900 1901 1902 … 1947 1948 1949
                1950 1951 1952 … 1997 1998 1999\
                """
                        .replace(" … ", "    … ")
                        .replace(" ⋱ ", "    ⋱ "),
                arange(2000).reshape(40, 50).toString());
        assertTrue(zeros(64, 3, 32, 32).toString().length() < 10_000);
    }

    @Test
    void ofManyPlanesTheFirstAndTheLastAreShown() {
        var labels =
                zeros(32, 64, 40, 40)
                        .toString()
                        .lines()
                        .filter(line -> line.endsWith(":, :]") || line.equals("…"))
                        .toList();
        assertEquals(
                List.of(
                        "[0, 0, :, :]",
                        "…",
                        "[0, 63, :, :]",
                        "…",
                        "[31, 0, :, :]",
                        "…",
                        "[31, 63, :, :]"),
                labels);
        assertTrue(zeros(2, 3, 40, 40).toString().contains("[1, 1, :, :]"));
        assertTrue(zeros(100, 40, 40).toString().contains("[97, :, :]"));
    }

    @Test
    void whatIsPrintedCanBeReadBack() {
        var x = tensor("1.5 -2 0 \n 0.25 1e3 7");
        var body = x.toString().substring(x.toString().indexOf('\n'));
        assertTrue(tensor(body).sameAs(x));
    }

    @Test
    void htmlIsATableWithoutColoursOfItsOwn() {
        var html = tensor("1 2 \n 3 0.5").mime().data().get("text/html");
        assertTrue(html.contains("Tensor[2, 2]"), html);
        assertTrue(html.contains(">0.5</td>"), html);
        assertEquals(4, html.split("<td", -1).length - 1);
        assertFalse(html.matches("(?s).*(#[0-9a-f]{3}|white|black).*"), html);
        assertEquals("Tensor[2, 2]\n1.0 2.0\n3.0 0.5", tensor("1 2 \n 3 0.5").mime().plainText());
    }
}
