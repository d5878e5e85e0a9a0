package dev.cuaderno.kernel.page;

import com.google.gson.JsonObject;

import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Writes those Markdown nodes that a notebook's page treats in its own way.
final class MarkdownNodes implements NodeRenderer {

    private final HtmlNodeRendererContext context;
    private final HtmlWriter out;
    private final Markdown markdown;
    private final Formulas formulas;
    private final JsonObject attachments;
    private final boolean collect;

    MarkdownNodes(
            HtmlNodeRendererContext context,
            Markdown markdown,
            Formulas formulas,
            JsonObject attachments,
            boolean collect) {
        this.context = context;
        this.out = context.getWriter();
        this.markdown = markdown;
        this.formulas = formulas;
        this.attachments = attachments;
        this.collect = collect;
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(
                Text.class,
                Heading.class,
                Code.class,
                FencedCodeBlock.class,
                IndentedCodeBlock.class,
                HtmlBlock.class,
                HtmlInline.class,
                Image.class,
                Link.class,
                TableBlock.class);
    }

    @Override
    public void render(Node node) {
        switch (node) {
            case Text text -> out.raw(formulas.html(text.getLiteral()));
            case Heading heading -> heading(heading);
            case Code code -> out.raw("<code>" + escaped(code.getLiteral()) + "</code>");
            case FencedCodeBlock block -> code(block.getInfo(), block.getLiteral());
            case IndentedCodeBlock block -> code("", block.getLiteral());
            case HtmlBlock block -> {
                out.line();
                out.raw(rawHtml(block.getLiteral()));
                out.line();
            }
            case HtmlInline inline -> out.raw(rawHtml(inline.getLiteral()));
            case Image image -> image(image);
            case Link link -> link(link);
            case TableBlock table -> {
                // Scrolls by itself where it is wider than the page.
                out.raw("<div class=\"wide\"><table>");
                children(table);
                out.raw("</table></div>\n");
            }
            default -> throw new IllegalArgumentException("not one of mine: " + node);
        }
    }

    private void heading(Heading heading) {
        var tag = "h" + heading.getLevel();
        out.line();
        if (collect) {
            var id = markdown.anchor(plain(heading));
            markdown.add(new Markdown.Heading(heading.getLevel(), id, inline(heading)));
            out.tag(tag, Map.of("id", id));
            children(heading);
            var link = new LinkedHashMap<String, String>();
            link.put("class", "anchor");
            link.put("href", "#" + id.replace("%", "%25"));
            link.put("aria-hidden", "true");
            link.put("tabindex", "-1");
            out.tag("a", link);
            out.raw("#</a>");
        } else {
            out.tag(tag);
            children(heading);
        }
        out.tag("/" + tag);
        out.line();
    }

    private void code(String info, String literal) {
        var language = info == null ? "" : info.strip().split("[\\s{]", 2)[0];
        var code = formulas.restore(literal).stripTrailing();
        out.line();
        out.raw(
                "<pre><code"
                        + (language.isEmpty()
                                ? ">"
                                : " class=\"language-" + Html.escape(language) + "\">")
                        + (JavaHighlighter.knows(language)
                                ? JavaHighlighter.html(code)
                                : Html.escape(code))
                        + "</code></pre>");
        out.line();
    }

    private String rawHtml(String literal) {
        return markdown.images().embed(formulas.intoHtml(literal), attachments);
    }

    private void image(Image image) {
        var source = formulas.restore(image.getDestination());
        var alt = plain(image);
        var uri = markdown.images().uri(source, attachments);
        if (uri.isPresent()) {
            var attributes = new LinkedHashMap<String, String>();
            attributes.put("src", uri.get());
            attributes.put("alt", alt);
            if (image.getTitle() != null) {
                attributes.put("title", formulas.restore(image.getTitle()));
            }
            out.tag("img", context.extendAttributes(image, "img", attributes), true);
        } else {
            // Nothing is fetched from a page: the reader is told, and may follow the address.
            out.tag("span", Map.of("class", "missing"));
            out.text(alt.isEmpty() ? source : alt);
            out.raw(" (");
            out.tag("a", Map.of("href", source));
            out.text(markdown.missing());
            out.raw("</a>)</span>");
        }
    }

    private void link(Link link) {
        var attributes = new LinkedHashMap<String, String>();
        attributes.put("href", markdown.target(formulas.restore(link.getDestination())));
        if (link.getTitle() != null) {
            attributes.put("title", formulas.restore(link.getTitle()));
        }
        out.tag("a", attributes);
        children(link);
        out.tag("/a");
    }

    private void children(Node parent) {
        for (var node = parent.getFirstChild(); node != null; node = node.getNext()) {
            context.render(node);
        }
    }

    private String escaped(String literal) {
        return Html.escape(formulas.restore(literal));
    }

    /// The letters of a node, its formulas as written.
    private String plain(Node of) {
        var text = new StringBuilder();
        of.accept(
                new AbstractVisitor() {
                    @Override
                    public void visit(Text node) {
                        text.append(formulas.restore(node.getLiteral()));
                    }

                    @Override
                    public void visit(Code node) {
                        text.append(formulas.restore(node.getLiteral()));
                    }

                    @Override
                    public void visit(SoftLineBreak node) {
                        text.append(' ');
                    }

                    @Override
                    public void visit(HardLineBreak node) {
                        text.append(' ');
                    }
                });
        return text.toString();
    }

    /// The letters, formulas and code of a heading, for the table of contents.
    private String inline(Node of) {
        var html = new StringBuilder();
        of.accept(
                new AbstractVisitor() {
                    @Override
                    public void visit(Text node) {
                        html.append(formulas.html(node.getLiteral()));
                    }

                    @Override
                    public void visit(Code node) {
                        html.append("<code>").append(escaped(node.getLiteral()));
                        html.append("</code>");
                    }

                    @Override
                    public void visit(SoftLineBreak node) {
                        html.append(' ');
                    }
                });
        return html.toString();
    }
}
