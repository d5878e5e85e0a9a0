package dev.cuaderno.kernel.assist;

import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.LineBreakRendering;
import org.commonmark.renderer.text.TextContentRenderer;

import java.util.List;

/// Markdown as HTML and as plain text.
final class Rendered {

    private static final List<Extension> TABLES = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(TABLES).build();

    private Rendered() {}

    static String html(String markdown) {
        return HtmlRenderer.builder()
                .extensions(TABLES)
                .escapeHtml(true)
                .build()
                .render(PARSER.parse(markdown));
    }

    static String plain(String markdown) {
        return TextContentRenderer.builder()
                .extensions(TABLES)
                .lineBreakRendering(LineBreakRendering.SEPARATE_BLOCKS)
                .build()
                .render(PARSER.parse(markdown))
                .strip();
    }
}
