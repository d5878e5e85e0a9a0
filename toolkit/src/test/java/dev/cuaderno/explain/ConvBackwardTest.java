package dev.cuaderno.explain;

import static dev.cuaderno.Cuaderno.clamp;
import static dev.cuaderno.Cuaderno.dilation;
import static dev.cuaderno.Cuaderno.generator;
import static dev.cuaderno.Cuaderno.ones;
import static dev.cuaderno.Cuaderno.padding;
import static dev.cuaderno.Cuaderno.stride;
import static dev.cuaderno.Cuaderno.tensor;
import static dev.cuaderno.explain.Explain.backward;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Window;

import org.junit.jupiter.api.Test;

class ConvBackwardTest {

    private static final Tensor IMAGE = tensor("1 2 1 0 \n 2 3 1 1 \n 3 0 0 2 \n 1 1 2 3");
    private static final Tensor FILTER = tensor("1 0 \n 2 1");
    private static final Tensor UPSTREAM = tensor("1 -1 2 \n 0 3 1 \n 2 1 -2");
    private static final ConvBackward LECTURE = backward(IMAGE, FILTER, UPSTREAM);
    private static final ConvBackward STRIDED =
            backward(IMAGE, FILTER, stride(2).padding(1), UPSTREAM);

    private static void assertTable(String expected, Tensor actual) {
        var table = tensor(expected);
        assertEquals(table.shape(), actual.shape());
        assertArrayEquals(table.toDoubleArray(), actual.toDoubleArray(), 1e-9);
    }

    @Test
    void gradientsAreThoseOfTheLecture() {
        assertTable("1 -1 2 0 \n 2 2 4 2 \n 2 7 3 1 \n 4 4 -3 -2", LECTURE.byImage().gradient());
        assertTable("17 1 \n 0 4", LECTURE.byFilter().gradient());
        assertTable("1 -2 -1 4 \n 0 3 0 1 \n 0 6 3 2 \n 0 1 0 -2", STRIDED.byImage().gradient());
        assertTable("5 7 \n 0 0", STRIDED.byFilter().gradient());
        var ones = backward(IMAGE, FILTER, ones(3, 3));
        assertTable("1 1 1 0 \n 3 4 4 1 \n 3 4 4 1 \n 2 3 3 1", ones.byImage().gradient());
        assertTable("13 10 \n 13 13", ones.byFilter().gradient());
    }

    /// The products of every cell add up to the gradient that backpropagation gives, for windows of
    /// all kinds; and so do the deltas.
    @Test
    void productsAddUpToTheGradient() {
        sums(LECTURE);
        sums(STRIDED);
        var random = generator(5);
        for (var window :
                new Window[] {
                    dilation(2),
                    padding(1).dilation(2, 1).stride(2, 1),
                    stride(3).padding(2, 1),
                    stride(2).ceil()
                }) {
            var image = random.randn(6, 7);
            var filter = random.randn(3, 2);
            var output = image.correlate(filter, window);
            sums(backward(image, filter, window, random.randn(output.shape().sizes())));
        }
    }

    private static void sums(ConvBackward pass) {
        for (var film : new BackwardFilm[] {pass.byImage(), pass.byFilter()}) {
            for (var row = 0; row < film.gradient().size(0); row++) {
                for (var column = 0; column < film.gradient().size(1); column++) {
                    var sum = 0.0;
                    for (var term : film.terms(row, column)) {
                        sum += term.value();
                    }
                    assertEquals(film.gradient().getDouble(row, column), sum, 1e-9);
                    if (film.byImage()) {
                        var deltas = 0.0;
                        for (var delta : pass.deltas(row, column).all()) {
                            deltas += delta.value();
                        }
                        assertEquals(sum, deltas, 1e-9);
                    }
                }
            }
            assertTrue(film.deviation() < 1e-8, () -> "deviation " + film.deviation());
        }
    }

    @Test
    void textHasLettersAndNumbers() {
        var text = LECTURE.toString();
        for (var line :
                new String[] {
                    "∂L/∂I[k,l] = Σ G[r,s]·F[k−r,l−s]",
                    "∂L/∂I[0,3] = G[0,2]·F[0,1] = 2*0 = 0\n",
                    "∂L/∂I[1,1] = G[0,0]·F[1,1] + G[0,1]·F[1,0] + G[1,0]·F[0,1] + G[1,1]·F[0,0]"
                            + " = 1*1 + (-1)*2 + 0*0 + 3*1 = 2",
                    "∂L/∂I = 1 -1 2 0 | 2 2 4 2 | 2 7 3 1 | 4 4 -3 -2",
                    "∂L/∂F[k,l] = Σ G[r,s]·I′[r+k,s+l]"
                }) {
            assertTrue(text.contains(line), () -> line + " is missing in\n" + text);
        }
        var strided = STRIDED.byImage().toString();
        assertTrue(strided.startsWith("∂L/∂I[k,l] = Σ G[r,s]·F[k−2r+1,l−2s+1]"), strided);
    }

    /// Of the nine positions of the window four lie on the pixel in the middle, and one on a
    /// corner.
    @Test
    void deltasThatLieOutsideOfTheFilterCountNothing() {
        assertEquals(4, LECTURE.deltas(1, 1).all().stream().filter(Deltas.Delta::inside).count());
        var corner = LECTURE.deltas(0, 0).all();
        assertEquals(1, corner.stream().filter(Deltas.Delta::inside).count());
        assertEquals(-2, corner.getLast().b());
        assertThrows(IndexOutOfBoundsException.class, () -> LECTURE.deltas(4, 0));
    }

    @Test
    void derivationsHaveTheirIndicesPutIn() {
        var latex = STRIDED.derivation(1, 2).latex();
        assertTrue(latex.contains("\\delta_{2r+b-1,\\,1}\\,\\delta_{2s+c-1,\\,2}"), latex);
        assertTrue(latex.contains("F_{2-2r,\\,3-2s}"), latex);
        assertTrue(latex.endsWith("&=0\\end{aligned}$$"), latex);
        var weight = LECTURE.filterDerivation(0, 1);
        assertTrue(weight.latex().contains("\\sum_{r,s}G_{rs}\\,I'_{r,\\,s+1}"), weight::latex);
        assertTrue(weight.latex().endsWith("&=1\\end{aligned}$$"), weight::latex);
        assertEquals(weight.latex(), weight.mime().data().get(MimeBundle.LATEX));
    }

    @Test
    void pagesHaveAFrameForEveryCell() throws Exception {
        assertEquals(3 * 17 + 2, Pages.count(LECTURE.byImage(), "table"));
        assertEquals(2 * 5 + 2, Pages.count(STRIDED.byFilter(), "table"));
        assertEquals(1, Pages.count(LECTURE.deltas(1, 1), "table"));
        var html = Pages.html(LECTURE);
        assertEquals(2, html.split("class=\"cuaderno-strip\"", -1).length - 1);
        assertTrue(html.contains("application/json"));
    }

    @Test
    void refusesWhatItCannotShow() {
        assertThrows(ShapeException.class, () -> backward(IMAGE, FILTER, ones(2, 2)));
        assertThrows(
                ShapeException.class,
                () -> backward(IMAGE.reshape(1, 4, 4), FILTER, ones(1, 3, 3)));
        assertThrows(
                IllegalArgumentException.class,
                () -> backward(IMAGE, FILTER, padding(1, clamp()), ones(5, 5)));
    }
}
