package dev.cuaderno.kernel.page;

import com.google.gson.JsonObject;

import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Markdown to HTML for one page: CommonMark with tables, formulas, embedded images, links between
/// notebooks and headings with anchors, which are collected for the table of contents.
final class Markdown {

    /// A heading of the page.
    ///
    /// @param level 1 to 6
    /// @param id its anchor, unique in the page
    /// @param html what it says, without links
    record Heading(int level, String id, String html) {}

    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();

    private final Images images;
    private final Map<String, String> links;
    private final String missing;
    private final List<Heading> headings = new ArrayList<>();
    // The page itself has one anchor.
    private final Map<String, Integer> anchors = new HashMap<>(Map.of("content", 1));

    /// @param links file name of a notebook -> file name of its page
    /// @param missing what is said beside the description of an image that is not there
    Markdown(Images images, Map<String, String> links, String missing) {
        this.images = images;
        this.links = links;
        this.missing = missing;
    }

    /// Text of the notebook itself: its headings count.
    String html(String source, JsonObject attachments) {
        return render(source, attachments, true);
    }

    /// Text that a cell has written: its headings stay out of the table of contents.
    String output(String source) {
        return render(source, null, false);
    }

    List<Heading> headings() {
        return Collections.unmodifiableList(headings);
    }

    private String render(String source, JsonObject attachments, boolean collect) {
        var formulas = Formulas.in(source);
        // Of two renderers for a node the first counts: ours before the extension's.
        var renderer =
                HtmlRenderer.builder()
                        .nodeRendererFactory(
                                context ->
                                        new MarkdownNodes(
                                                context, this, formulas, attachments, collect))
                        .extensions(EXTENSIONS)
                        .build();
        // HTML written in the text may be left open.
        return Fragment.closed(renderer.render(PARSER.parse(formulas.text())));
    }

    /// The anchor for a heading that says `text`: its words joined by hyphens, as Jupyter does, so
    /// that links written there work here.
    String anchor(String text) {
        var id = text.isBlank() ? "-" : text.strip().replaceAll("\\s+", "-");
        int before = anchors.merge(id, 1, Integer::sum) - 1;
        return before == 0 ? id : anchor(id + "-" + before);
    }

    void add(Heading heading) {
        headings.add(heading);
    }

    Images images() {
        return images;
    }

    String missing() {
        return missing;
    }

    /// Where a link leads: to the page of a notebook if that is in the run, else as written.
    String target(String address) {
        int hash = address.indexOf('#');
        var file = hash < 0 ? address : address.substring(0, hash);
        if (!file.endsWith(".ipynb")) {
            return address;
        }
        var path = Images.decode(file);
        var page = links.get(path);
        if (page == null) {
            page = links.get(path.substring(path.lastIndexOf('/') + 1));
        }
        return page == null
                ? address
                : page.replace(" ", "%20") + (hash < 0 ? "" : address.substring(hash));
    }
}
