package dev.cuaderno.kernel.page;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/// How a notebook begins.
///
/// @param title its first heading, Markdown; empty if there is none
/// @param paragraph the first paragraph of its text, Markdown; empty if there is none
public record Opening(String title, String paragraph) {

    private static final Parser PARSER =
            Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES).build();

    public static Opening of(JsonObject notebook) {
        var title = "";
        var paragraph = "";
        var cells = notebook.get("cells") instanceof JsonArray array ? array : new JsonArray();
        for (var element : cells) {
            if (!(element instanceof JsonObject cell)
                    || !Source.text(cell, "cell_type").equals("markdown")) {
                continue;
            }
            var formulas = Formulas.in(Source.text(cell, "source"));
            var document = PARSER.parse(formulas.text());
            for (var node = document.getFirstChild(); node != null; node = node.getNext()) {
                if (title.isEmpty() && node instanceof Heading) {
                    title = inside(node, formulas);
                } else if (paragraph.isEmpty() && node instanceof Paragraph) {
                    paragraph = inside(node, formulas);
                }
            }
            if (!title.isEmpty() && !paragraph.isEmpty()) {
                break;
            }
        }
        return new Opening(title, paragraph);
    }

    /// The source from the first to the last of a block's inlines.
    private static String inside(Node block, Formulas formulas) {
        var first = block.getFirstChild();
        var last = block.getLastChild();
        if (first == null || first.getSourceSpans().isEmpty() || last.getSourceSpans().isEmpty()) {
            return "";
        }
        int from = first.getSourceSpans().getFirst().getInputIndex();
        var end = last.getSourceSpans().getLast();
        return formulas.restore(
                formulas.text().substring(from, end.getInputIndex() + end.getLength()));
    }
}
