package dev.cuaderno.explain;

import static dev.cuaderno.Cuaderno.ones;
import static dev.cuaderno.Cuaderno.padding;
import static dev.cuaderno.Cuaderno.stride;
import static dev.cuaderno.Cuaderno.tensor;
import static dev.cuaderno.explain.Explain.adaptiveAvgPool;
import static dev.cuaderno.explain.Explain.maxPool;
import static dev.cuaderno.explain.Explain.trace;
import static dev.cuaderno.explain.Explain.traceConvolve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.tensor.Tensor;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

import java.io.StringReader;
import java.util.Arrays;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

class FilmTest {

    private static final Tensor IMAGE = tensor("1 2 1 \n 2 3 1 \n 3 0 0");
    private static final Tensor FILTER = tensor("1 0 \n 2 -1");

    @Test
    void textShowsWindowProductsAndGaps() {
        assertEquals(
                """
                correlate [3, 3] ⊗ [2, 2] → [2, 2]

                1/4  O[0,0] = 1*1 + 2*0 + 2*2 + 3*(-1) = 2
                [ 1*1][ 2*0]    1      2 ·
                [ 2*2][3*-1]    1   →  · ·
                    3     0     0
                """
                        .strip(),
                head(trace(IMAGE, FILTER).toString(), 2));
    }

    /// The first blocks of a text.
    private static String head(String text, int blocks) {
        var parts = text.split("\n\n", -1);
        return String.join("\n\n", Arrays.copyOf(parts, blocks));
    }

    @Test
    void formulasNameWhatIsDone() {
        var wording = new Wording(trace(IMAGE, maxPool(2, stride(1))));
        var pooled = trace(IMAGE, maxPool(2, stride(1)));
        assertEquals("O[0,1] = max(2, 1, 3, 1) = 3", wording.formula(pooled.frame(2)));
        var adaptive = trace(IMAGE, adaptiveAvgPool(2, 2));
        assertEquals(
                "O[1,0] = (2 + 3 + 3 + 0)/4 = 2", new Wording(adaptive).formula(adaptive.frame(3)));
        assertTrue(adaptive.toString().contains("p0=1  pf=3  q0=0  qf=2"), adaptive::toString);
        assertTrue(traceConvolve(IMAGE, FILTER).toString().startsWith("convolve [3, 3] ∗ [2, 2]"));
    }

    @Test
    void htmlHasAPanelPerFrameAndOneToStartWith() throws Exception {
        var html = parse(trace(IMAGE, FILTER, padding(1)));
        var panels = 0;
        var divs = html.getElementsByTagName("div");
        for (var i = 0; i < divs.getLength(); i++) {
            var div = (Element) divs.item(i);
            if (div.getAttribute("role").equals("img")) {
                panels++;
                assertFalse(div.getAttribute("aria-label").isBlank());
                assertEquals(3, div.getElementsByTagName("table").getLength());
            }
        }
        assertEquals(1 + 16, panels);
    }

    @Test
    void windowsAndPaddingAreMarked() throws Exception {
        var html = parse(trace(IMAGE, FILTER, padding(1)));
        var second = (Element) html.getElementsByTagName("table").item(3);
        var cells = second.getElementsByTagName("td");
        assertEquals(25, cells.getLength());
        assertEquals("0*1", cells.item(0).getTextContent());
        assertEquals("1*-1", cells.item(6).getTextContent());
        assertTrue(((Element) cells.item(6)).getAttribute("style").contains("2px solid"));
        assertFalse(((Element) cells.item(7)).getAttribute("style").contains("2px solid"));
        assertTrue(((Element) cells.item(4)).getAttribute("style").contains("128,.28"));
        assertFalse(((Element) cells.item(8)).getAttribute("style").contains("128,.28"));
    }

    @Test
    void theLargestOfAWindowStandsOut() throws Exception {
        var html = parse(trace(tensor("1 2 \n 3 3"), maxPool(2)));
        var cells =
                ((Element) html.getElementsByTagName("table").item(2)).getElementsByTagName("td");
        var styles = new StringBuilder();
        for (var i = 0; i < cells.getLength(); i++) {
            styles.append(((Element) cells.item(i)).getAttribute("style").contains(".55)") ? 1 : 0);
        }
        assertEquals("0010", styles.toString());
    }

    @Test
    void aLongFilmstripIsShortened() throws Exception {
        var trace = trace(ones(20, 20), ones(3, 3));
        assertEquals(324, trace.frames().size());
        assertTrue(trace.toString().contains("… (314)"), trace::toString);
        var panels = parse(trace).getElementsByTagName("table").getLength();
        assertEquals(3 * 11, panels);
    }

    /// The HTML read as XML: well-formed, every attribute quoted and every tag closed.
    private static Element parse(Trace trace) throws Exception {
        return parse(trace.mime().data().get("text/html"));
    }

    static Element parse(String html) throws Exception {
        var still = html.replaceAll("(?s)<script.*?</script>", "");
        var xml = still.replace("&emsp;", " ").replace("&ensp;", " ").replace("<br>", "<br/>");
        return reader().newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getDocumentElement();
    }

    private static DocumentBuilderFactory reader() throws ParserConfigurationException {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory;
    }
}
