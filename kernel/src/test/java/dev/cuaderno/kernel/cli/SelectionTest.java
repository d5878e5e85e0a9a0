package dev.cuaderno.kernel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class SelectionTest {

    @TempDir private Path base;

    private void file(String name) throws IOException {
        var file = base.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{}");
    }

    /// Where the results of what the arguments find belong.
    private List<String> targets(String... arguments) throws IOException, UsageException {
        return Selection.of(List.of(arguments), base, base.resolve("out")).stream()
                .map(each -> Selection.name(each.target()))
                .toList();
    }

    private String refusal(String... arguments) {
        return assertThrows(UsageException.class, () -> targets(arguments)).getMessage();
    }

    @Test
    void aFolderKeepsItsShapeAndLeavesOutWhatIsNoSource() throws Exception {
        file("n/b.ipynb");
        file("n/deck/a.ipynb");
        file("n/.ipynb_checkpoints/b.ipynb");
        file("n/target/b.ipynb");
        file("n/notes.txt");
        assertEquals(List.of("b.ipynb", "deck/a.ipynb"), targets("n"));
    }

    @Test
    void theOutputFolderIsNotSearched() throws Exception {
        file("a.ipynb");
        file("out/a.ipynb");
        assertEquals(List.of("a.ipynb"), targets("."));
    }

    @Test
    void filesKeepTheirPlacesBelowTheFolderThatHoldsThemAll() throws Exception {
        file("n/x/intro.ipynb");
        file("n/y/intro.ipynb");
        assertEquals(List.of("intro.ipynb"), targets("n/x/intro.ipynb"));
        assertEquals(
                List.of("x/intro.ipynb", "y/intro.ipynb"),
                targets("n/x/intro.ipynb", "n/y/intro.ipynb"));
    }

    @Test
    void patternsMatchBelowTheirFixedPart() throws Exception {
        file("n/a1.ipynb");
        file("n/b1.ipynb");
        file("n/deck/a2.ipynb");
        assertEquals(List.of("a1.ipynb"), targets("n/a*.ipynb"));
        assertEquals(List.of("a1.ipynb", "deck/a2.ipynb"), targets("n/**/a*.ipynb"));
        assertEquals(List.of("n/deck/a2.ipynb"), targets("*/deck/*.ipynb"));
    }

    @Test
    void bracketsInANameAreNoPattern() throws Exception {
        file("n/a[1].ipynb");
        assertEquals(List.of("a[1].ipynb"), targets("n/a[1].ipynb"));
    }

    @Test
    void aNotebookNamedTwiceRunsOnce() throws Exception {
        file("n/a.ipynb");
        assertEquals(List.of("a.ipynb"), targets("n", "n/a.ipynb"));
    }

    @Test
    void whatFindsNothingIsRefused() throws Exception {
        file("n/notes.txt");
        assertEquals("no such file or folder: gone.ipynb", refusal("gone.ipynb"));
        assertTrue(refusal("n").startsWith("no notebook (*.ipynb) in the folder n"));
        assertTrue(refusal("n/*.ipynb").startsWith("no notebook (*.ipynb) matches n/*.ipynb"));
        assertTrue(refusal("gone/*.ipynb").startsWith("no notebook (*.ipynb) matches"));
        assertTrue(refusal("n/notes.txt").startsWith("not a notebook"));
    }

    @Test
    void resultsNeverOverwriteANotebookOrOneAnother() throws Exception {
        file("out/a.ipynb");
        assertTrue(refusal("out/a.ipynb").contains("would overwrite the notebook itself"));
        file("x/a.ipynb");
        file("y/a.ipynb");
        assertTrue(refusal("x", "y").contains("would both be written to a.ipynb"));
    }
}
