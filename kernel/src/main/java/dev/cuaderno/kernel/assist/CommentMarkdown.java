package dev.cuaderno.kernel.assist;

import com.sun.source.doctree.AttributeTree;
import com.sun.source.doctree.DeprecatedTree;
import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EndElementTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.EscapeTree;
import com.sun.source.doctree.IndexTree;
import com.sun.source.doctree.InheritDocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.RawTextTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.SnippetTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.SummaryTree;
import com.sun.source.doctree.SystemPropertyTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.doctree.UnknownInlineTagTree;
import com.sun.source.doctree.ValueTree;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// A documentation comment, in HTML with tags or in Markdown, as Markdown.
final class CommentMarkdown {

    private static final Pattern SNIPPET_MARKUP =
            Pattern.compile("\\s*//\\s*@(?:highlight|replace|link|start|end)\\b.*");
    private static final Pattern ENTITY = Pattern.compile("&(#?\\w+);");

    private final MarkdownText out = new MarkdownText();
    private final Supplier<Optional<DocCommentTree>> inherited;

    // The tag whose description is being written.
    private DocTree within;

    private CommentMarkdown(Supplier<Optional<DocCommentTree>> inherited) {
        this.inherited = inherited;
    }

    /// The whole comment.
    ///
    /// @param inherited the comment of what is overridden, for `{@inheritDoc}`
    static String of(DocCommentTree comment, Supplier<Optional<DocCommentTree>> inherited) {
        var markdown = new CommentMarkdown(inherited);
        for (var tag : comment.getBlockTags()) {
            if (tag instanceof DeprecatedTree deprecated) {
                markdown.out.paragraph();
                markdown.out.raw("**Deprecated.** ");
                markdown.write(deprecated.getBody());
            }
        }
        markdown.out.paragraph();
        markdown.write(comment.getFullBody());
        BlockTags.of(markdown, comment, inherited.get()).write();
        return markdown.out.toString();
    }

    MarkdownText out() {
        return out;
    }

    void write(List<? extends DocTree> trees) {
        trees.forEach(this::write);
    }

    private void write(DocTree tree) {
        switch (tree) {
            case RawTextTree raw -> out.raw(raw.getContent());
            case EscapeTree escape -> out.text(escape.getBody());
            case TextTree text -> out.text(text.getBody());
            case EntityTree entity -> out.text(character(entity.getName().toString()));
            case LiteralTree literal -> {
                if (literal.getKind() == DocTree.Kind.CODE) {
                    out.code(literal.getBody().getBody());
                } else {
                    out.text(literal.getBody().getBody());
                }
            }
            case LinkTree link -> link(link);
            case StartElementTree start -> start(start);
            case EndElementTree end -> HtmlElements.end(out, name(end.getName()));
            case SnippetTree snippet -> snippet(snippet);
            case InheritDocTree _ -> inherited.get().ifPresent(this::inherit);
            case SummaryTree summary -> write(summary.getSummary());
            case IndexTree index -> write(index.getSearchTerm());
            case SystemPropertyTree property -> out.code(property.getPropertyName().toString());
            case ValueTree value ->
                    out.code(
                            value.getReference() == null
                                    ? "value"
                                    : plain(value.getReference().getSignature()));
            case ReturnTree returned -> {
                out.text("Returns ");
                write(returned.getDescription());
                out.text(".");
            }
            case UnknownInlineTagTree unknown -> write(unknown.getContent());
            default -> {
                // Comments within comments, and what is not well formed.
                if (tree.getKind() == DocTree.Kind.ERRONEOUS) {
                    out.text(tree.toString());
                }
            }
        }
    }

    /// What is overridden says of the same thing: of the parameter, or of the whole.
    private void inherit(DocCommentTree comment) {
        if (within == null) {
            write(comment.getFullBody());
        } else {
            BlockTags.same(within, comment.getBlockTags()).ifPresent(this::write);
        }
    }

    /// Writes what belongs to a tag.
    void write(DocTree tag, List<? extends DocTree> description) {
        within = tag;
        write(description);
        within = null;
    }

    private void link(LinkTree link) {
        var signature =
                plain(link.getReference() == null ? "" : link.getReference().getSignature());
        if (link.getLabel().isEmpty()) {
            if (link.getKind() == DocTree.Kind.LINK) {
                out.code(signature);
            } else {
                out.text(signature);
            }
        } else if (link.getLabel().size() == 1
                && link.getLabel().getFirst() instanceof TextTree text
                && link.getKind() == DocTree.Kind.LINK) {
            out.code(text.getBody());
        } else {
            write(link.getLabel());
        }
    }

    /// `java.util.List#of(Object)` as `List.of(Object)`.
    static String plain(String reference) {
        var text = reference.replaceAll("\\b(?:[a-z_][\\w]*\\.)+(?=[A-Z])", "");
        text = text.startsWith("#") ? text.substring(1) : text.replace('#', '.');
        return text.replaceAll(",\\s*", ", ");
    }

    private void start(StartElementTree start) {
        var name = name(start.getName());
        if (name.equals("a")) {
            out.openLink(attribute(start, "href"));
        } else {
            HtmlElements.start(out, name);
        }
    }

    private static String attribute(StartElementTree element, String name) {
        for (var each : element.getAttributes()) {
            if (each instanceof AttributeTree attribute
                    && attribute.getName().contentEquals(name)
                    && attribute.getValue() != null) {
                var text = new StringBuilder();
                attribute.getValue().forEach(text::append);
                return text.toString();
            }
        }
        return "";
    }

    private static String name(CharSequence name) {
        return name.toString().toLowerCase(Locale.ROOT);
    }

    private void snippet(SnippetTree snippet) {
        if (snippet.getBody() == null) {
            out.text("(the example is kept in another file)");
            return;
        }
        var body = new StringBuilder();
        snippet.getBody()
                .getBody()
                .stripTrailing()
                .stripIndent()
                .lines()
                .map(line -> SNIPPET_MARKUP.matcher(line).replaceAll(""))
                .forEach(line -> body.append(line).append('\n'));
        out.block("java", body.toString());
    }

    /// Entities that documentation uses; an unknown one stays as it is.
    static String character(String name) {
        if (name.startsWith("#")) {
            try {
                var isHex = name.startsWith("#x") || name.startsWith("#X");
                return Character.toString(
                        isHex
                                ? Integer.parseInt(name.substring(2), 16)
                                : Integer.parseInt(name.substring(1)));
            } catch (IllegalArgumentException notANumber) {
                return "&" + name + ";";
            }
        }
        return switch (name) {
            case "lt" -> "<";
            case "gt" -> ">";
            case "amp" -> "&";
            case "quot" -> "\"";
            case "apos" -> "'";
            case "nbsp" -> "\u00a0";
            case "le" -> "\u2264";
            case "ge" -> "\u2265";
            case "ne" -> "\u2260";
            case "times" -> "\u00d7";
            case "minus" -> "\u2212";
            case "plusmn" -> "\u00b1";
            case "pi" -> "\u03c0";
            case "infin" -> "\u221e";
            case "radic" -> "\u221a";
            case "sum" -> "\u2211";
            case "rarr" -> "\u2192";
            case "larr" -> "\u2190";
            case "sdot", "middot" -> "\u00b7";
            case "hellip" -> "\u2026";
            case "ndash" -> "\u2013";
            case "mdash" -> "\u2014";
            case "copy" -> "\u00a9";
            case "reg" -> "\u00ae";
            case "lfloor" -> "\u230a";
            case "rfloor" -> "\u230b";
            case "lceil" -> "\u2308";
            case "rceil" -> "\u2309";
            case "emsp", "ensp", "thinsp" -> " ";
            case "shy" -> "";
            default -> "&" + name + ";";
        };
    }

    /// A text with its entities as characters.
    static String unescaped(String text) {
        return ENTITY.matcher(text)
                .replaceAll(
                        each -> java.util.regex.Matcher.quoteReplacement(character(each.group(1))));
    }
}
