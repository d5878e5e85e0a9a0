package dev.cuaderno.kernel.assist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// Types that are not imported are suggested, and the cell that uses one gets the import.
@Timeout(120)
class ImportOfferTest {

    private SessionForTests session;

    @BeforeEach
    void start(@TempDir Path folder) {
        session = new SessionForTests(folder);
    }

    @AfterEach
    void stop() {
        session.close();
    }

    @Test
    void aTypeIsOfferedWithItsPackage() {
        var point = session.suggestion("Poin|", "Point");
        assertEquals("class \u00b7 java.awt", point.type());
        assertEquals("import java.awt.Point", point.signature());
        assertEquals("Point(", session.suggestion("new Poin|", "Point(").text());
    }

    @Test
    void theCellThatUsesItGetsTheImport() {
        var code = "var p = new Point(1, 2);";
        assertEquals(code, session.assistant.withImports(code), "nothing was offered");
        session.texts("new Poin|");
        assertEquals("import java.awt.Point;\n" + code, session.assistant.withImports(code));
    }

    @Test
    void itGoesBehindTheImportsAndMagicsThatAreThere() {
        session.texts("Poin|");
        assertEquals(
                "%time\nimport java.awt.Color;\nimport java.awt.Point;\nPoint p = null;",
                session.assistant.withImports("%time\nimport java.awt.Color;\nPoint p = null;"));
        assertEquals("%%html\nPoint", session.assistant.withImports("%%html\nPoint"));
    }

    @Test
    void whatIsThereAlreadyIsNotImported() {
        session.texts("Poin|");
        for (var code :
                new String[] {
                    "import java.awt.Point;\nPoint p;",
                    "import java.awt.*;\nPoint p;",
                    "record Point(int x, int y) {}\nnew Point(1, 2)",
                    "java.awt.Point p;",
                    "// Point\n\"Point\"",
                }) {
            assertEquals(code, session.assistant.withImports(code));
        }
        session.declare("record Point(int x) {}");
        assertEquals("new Point(1)", session.assistant.withImports("new Point(1)"));
    }

    @Test
    void ofTwoTypesWithOneNameTheSecondIsWrittenInFull() {
        // java.util.List is visible.
        assertTrue(session.texts("Lis|").contains("java.awt.List"));
        assertEquals("List l;", session.assistant.withImports("List l;"));
    }

    @Test
    void membersOfATypeThatIsNotImportedAreKnown() {
        assertTrue(session.texts("JOptionPane.showM|").contains("showMessageDialog("));
        assertEquals(
                "import javax.swing.JOptionPane;\nJOptionPane.showMessageDialog(null, 1)",
                session.assistant.withImports("JOptionPane.showMessageDialog(null, 1)"));
    }
}
