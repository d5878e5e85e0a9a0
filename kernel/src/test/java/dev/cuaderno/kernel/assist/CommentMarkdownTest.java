package dev.cuaderno.kernel.assist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.Optional;

@Timeout(60)
class CommentMarkdownTest {

    private static final Compiler COMPILER = new Compiler("", List.of());

    @AfterAll
    static void stop() {
        COMPILER.close();
    }

    private static String markdown(String comment) {
        var source = comment + "\nclass Commented {}";
        var analysis = Analysis.of(COMPILER, source);
        var type = analysis.elements.getTypeElement("Commented");
        var tree = analysis.trees.getDocCommentTree(analysis.trees.getPath(type));
        return CommentMarkdown.of(tree, Optional::empty);
    }

    @Test
    void tagsAndLinksInTheText() {
        assertEquals(
                "Gives `x < 1` and `String.length()`, see `the list` or plain List.",
                markdown(
                        "/** Gives {@code x < 1} and {@link String#length()},\n"
                                + " * see {@link java.util.List the list} or {@linkplain List plain List}. */"));
    }

    @Test
    void signsOfMarkdownInHtmlMeanNothing() {
        assertEquals(
                "2 \\* 3 \\* 4 & 1 \\< 2 \\[0\\]", markdown("/** 2 * 3 * 4 &amp; 1 &lt; 2 [0] */"));
    }

    @Test
    void listsAndPreformattedText() {
        assertEquals(
                """
                One:
                - first
                - second
                  1. inner

                ```
                int x;
                  int y;
                ```

                End.""",
                markdown(
                        """
                        /**
                         * One:
                         * <ul>
                         * <li>first</li>
                         * <li>second
                         *   <ol><li>inner</li></ol>
                         * </ul>
                         * <pre>{@code
                         * int x;
                         *   int y;
                         * }</pre>
                         * <p>End.
                         */"""));
    }

    @Test
    void tables() {
        assertEquals(
                """
                **Letters**

                | a | b |
                | --- | --- |
                | `1` | 2 |""",
                markdown(
                        """
                        /**
                         * <table><caption>Letters</caption>
                         * <tr><th>a</th><th>b</th></tr>
                         * <tr><td>{@code 1}</td><td>2</td></tr>
                         * </table>
                         */"""));
    }

    @Test
    void snippetsWithoutTheirMarkup() {
        assertEquals(
                """
                Use:

                ```java
                var x = 1;
                print(x);
                ```""",
                markdown(
                        """
                        /**
                         * Use:
                         * {@snippet :
                         *   var x = 1; // @highlight substring="x"
                         *   print(x);
                         * }
                         */"""));
    }

    @Test
    void tagsAtTheEnd() {
        assertEquals(
                """
                **Deprecated.** Too old.

                Text.

                **API note.** Careful.

                **Parameters**
                - `n` \u2013 the *size*
                - `<T>` \u2013 the type

                **Returns** it

                **Throws**
                - `IOException` \u2013 always""",
                markdown(
                        """
                        /**
                         * Text.
                         * @param n the <i>size</i>
                         * @param <T> the type
                         * @return it
                         * @throws java.io.IOException always
                         * @apiNote Careful.
                         * @deprecated Too old.
                         */"""));
    }

    @Test
    void markdownComments() {
        assertEquals(
                """
                A *shape* of `x`.

                | a | b |
                |---|---|
                | 1 | 2 |

                **Parameters**
                - `n` \u2013 its **size**""",
                markdown(
                        """
                        /// A *shape* of `x`.
                        ///
                        /// | a | b |
                        /// |---|---|
                        /// | 1 | 2 |
                        ///
                        /// @param n its **size**"""));
    }
}
