package dev.cuaderno.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class RenderersTest {

    private final Renderers renderers = Renderers.load(getClass().getClassLoader());

    /// A type that somebody else renders, see META-INF/services of these tests.
    record Foreign(String says) {}

    public static final class Shy implements Renderer<Foreign> {
        @Override
        public Class<Foreign> type() {
            return Foreign.class;
        }

        @Override
        public MimeBundle render(Foreign value) {
            if (value.says().isEmpty()) {
                throw new IllegalStateException("nothing to say");
            }
            return MimeBundle.of(MimeBundle.HTML, "<i>" + value.says() + "</i>");
        }
    }

    record Point(int x, double y) {}

    private String text(Object value) {
        return renderers.render(value).plainText();
    }

    private String html(Object value) {
        return renderers.render(value).data().get(MimeBundle.HTML);
    }

    @Test
    void plainValuesAreTextAlone() {
        assertEquals(Map.of(MimeBundle.TEXT, "null"), renderers.render((Object) null).data());
        assertEquals(Map.of(MimeBundle.TEXT, "1.5"), renderers.render(1.5).data());
        assertEquals(Map.of(MimeBundle.TEXT, "<b>"), renderers.render("<b>").data());
        assertEquals(Map.of(MimeBundle.TEXT, "[1, 2]"), renderers.render(new int[] {1, 2}).data());
    }

    @Test
    void aForeignTypeIsRenderedByItsRendererAndKeptWhereThatFails() {
        assertEquals("<i>hola</i>", html(new Foreign("hola")));
        assertEquals("Foreign[says=hola]", text(new Foreign("hola")));
        var kept = text(new Foreign(""));
        assertTrue(kept.startsWith("Foreign[says=]\n"), kept);
        assertTrue(kept.contains("IllegalStateException: nothing to say"), kept);
    }

    @Test
    void aToStringThatThrowsIsToldOf() {
        var text =
                text(
                        new Object() {
                            @Override
                            public String toString() {
                                throw new UnsupportedOperationException("no words");
                            }
                        });
        assertTrue(text.contains("toString failed with"), text);
        assertTrue(text.contains("no words"), text);
    }

    @Test
    void recordsAreRowsOfATable() {
        var html = html(List.of(new Point(1, 0.5), new Point(2, -1)));
        assertTrue(html.contains(">x</th>") && html.contains(">y</th>"), html);
        assertTrue(html.contains("<td class=\"number\">-1.0</td>"), html);
        assertEquals("[Point[x=1, y=0.5]]", text(List.of(new Point(1, 0.5))));
        assertTrue(html(new Point(3, 4)).contains("<td>x</td><td class=\"number\">3</td>"));
    }

    @Test
    void aTypeWithATextOfItsOwnIsShownByIt() {
        record Money(int cents) {
            @Override
            public String toString() {
                return cents / 100 + " EUR";
            }
        }
        assertEquals(Map.of(MimeBundle.TEXT, "3 EUR"), renderers.render(new Money(300)).data());
        var names =
                new ArrayList<Point>(List.of(new Point(1, 1))) {
                    @Override
                    public String toString() {
                        return "points";
                    }
                };
        assertEquals(Map.of(MimeBundle.TEXT, "points"), renderers.render(names).data());
    }

    @Test
    void tablesOfMapsRowsAndNumbers() {
        assertTrue(html(Map.of("a", 1)).contains("<td>a</td><td class=\"number\">1</td>"));
        var rows = html(List.of(Map.of("k", "v"), Map.of()));
        assertTrue(rows.contains(">k</th>") && rows.contains("<td>v</td>"), rows);
        var matrix = html(new double[][] {{1, 2}, {3}});
        assertTrue(matrix.contains("<td class=\"number\">3.0</td><td></td>"), matrix);
        assertEquals("[[1.0, 2.0], [3.0]]", text(new double[][] {{1, 2}, {3}}));
        var nulls = new ArrayList<Object>();
        nulls.add(null);
        nulls.add(new Point(1, 1));
        assertTrue(html(nulls).contains("<td class=\"null\">null</td>"), html(nulls));
    }

    @Test
    void whatIsCutIsSaid() {
        var many = IntStream.range(0, 5000).boxed().toList();
        assertTrue(html(many).contains("the first 60 of 5,000 rows shown"), html(many));
        assertEquals(61, html(many).split("<tr>").length - 1);
        assertTrue(text(many).endsWith("(5000 in all)]"), text(many));
        var wide = html(new int[2][100]);
        assertTrue(wide.contains("the first 20 of 100 columns shown"), wide);
    }

    @Test
    void nothingInATableIsTakenForHtml() {
        var html = html(Map.of("<script>alert(1)</script>", "\"'&"));
        assertFalse(html.contains("<script"), html);
        assertTrue(html.contains("&lt;script&gt;"), html);
        assertTrue(html.contains("&quot;&#39;&amp;"), html);
    }

    @Test
    void collectionsInThemselvesEnd() {
        var list = new ArrayList<Object>();
        list.add(list);
        assertTrue(text(list).length() < 1000, text(list));
    }

    @Test
    void streamsAndIteratorsAreNotRead() {
        var stream = Stream.of(1, 2);
        renderers.render(stream);
        assertEquals(2, stream.count());
        Iterator<Integer> iterator = Set.of(1).iterator();
        renderers.render(iterator);
        assertEquals(1, iterator.next());
    }

    @Test
    void optionalsShowWhatIsInThem() {
        assertEquals("Optional.empty", text(Optional.empty()));
        assertEquals("Optional[5]", text(Optional.of(5)));
        assertTrue(html(Optional.of(new Point(1, 2))).contains("<td>y</td>"));
    }

    @Test
    void throwablesTellWhereAndWhy() {
        var failure = new IllegalStateException("outer", new RuntimeException("<inner>"));
        assertTrue(text(failure).contains("Caused by: java.lang.RuntimeException: <inner>"));
        assertTrue(html(failure).contains("&lt;inner&gt;"), html(failure));
    }

    @Test
    void picturesAndFilesOfPictures(@TempDir Path folder) throws Exception {
        var image = renderers.render(new BufferedImage(2, 3, BufferedImage.TYPE_INT_RGB));
        assertEquals("image 2 x 3", image.plainText());
        var png = Base64.getDecoder().decode(image.data().get(MimeBundle.PNG));
        var file = Files.write(folder.resolve("p.png"), png);
        assertEquals(
                image.data().get(MimeBundle.PNG),
                renderers.render(file).data().get(MimeBundle.PNG));
        var missing = folder.resolve("none.png");
        assertEquals(Map.of(MimeBundle.TEXT, missing.toString()), renderers.render(missing).data());
        assertEquals(Set.of(MimeBundle.TEXT), renderers.render(folder).data().keySet());
    }

    @Test
    void aCallerChoosesForms() {
        var image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        assertEquals(
                Set.of(MimeBundle.TEXT, MimeBundle.PNG),
                renderers.render(image, MimeBundle.PNG).data().keySet());
        assertEquals("<b>x</b>", renderers.render("<b>x</b>", "text/html").data().get("text/html"));
        var refused =
                assertThrows(
                        IllegalArgumentException.class, () -> renderers.render(image, "text/html"));
        assertTrue(refused.getMessage().contains("image/png"), refused.getMessage());
    }
}
