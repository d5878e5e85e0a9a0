package dev.cuaderno.kernel.page;

import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Keeps the HTML of one output from spilling over the page: closing tags without an opening one
/// are left out, elements, comments and scripts left open are closed. Well-formed HTML stays as it
/// is.
final class Fragment {

    private static final Pattern TAG =
            Pattern.compile(
                    "<!--|<(/?)([A-Za-z][A-Za-z0-9:-]*)"
                            + "((?:[^>\"']|\"[^\"]*+\"|'[^']*+')*+)(>|\\z)");
    private static final Set<String> VOID =
            Set.of(
                    "area base br col embed hr img input link meta param source track wbr"
                            .split(" "));
    private static final Set<String> RAW =
            Set.of("script", "style", "textarea", "title", "xmp", "iframe");
    // Their closing tags may be left out; a parser closes them by itself.
    private static final Set<String> LOOSE =
            Set.of(
                    ("p li dt dd tr td th thead tbody tfoot option optgroup colgroup rp rt html"
                                    + " head body")
                            .split(" "));

    private Fragment() {}

    static String closed(String html) {
        var out = new StringBuilder();
        var open = new ArrayDeque<String>();
        var tags = TAG.matcher(html);
        int at = 0;
        while (tags.find(at)) {
            out.append(html, at, tags.start());
            at = tags.end();
            if (tags.group(2) == null) {
                int end = html.indexOf("-->", at);
                out.append(html, tags.start(), end < 0 ? html.length() : end + 3);
                out.append(end < 0 ? "-->" : "");
                at = end < 0 ? html.length() : end + 3;
                continue;
            }
            var name = tags.group(2).toLowerCase(Locale.ROOT);
            var tag = tags.group() + (tags.group(4).isEmpty() ? ">" : "");
            if (!tags.group(1).isEmpty()) {
                close(name, tag, open, out);
            } else if (RAW.contains(name)) {
                out.append(tag);
                at = raw(html, at, name, out);
            } else {
                out.append(tag);
                boolean empty = VOID.contains(name) || tags.group(3).endsWith("/");
                if (!empty && !LOOSE.contains(name)) {
                    open.push(name);
                }
            }
        }
        out.append(html, at, html.length());
        open.forEach(name -> out.append("</").append(name).append('>'));
        return out.toString();
    }

    private static void close(String name, String tag, ArrayDeque<String> open, StringBuilder out) {
        if (LOOSE.contains(name)) {
            boolean frame = name.equals("html") || name.equals("body") || name.equals("head");
            out.append(frame ? "" : tag);
        } else if (open.contains(name)) {
            while (!open.peek().equals(name)) {
                out.append("</").append(open.pop()).append('>');
            }
            open.pop();
            out.append(tag);
        }
    }

    private static int raw(String html, int from, String name, StringBuilder out) {
        var close =
                Pattern.compile("</" + name + "(?:[\\s/][^>]*)?>", Pattern.CASE_INSENSITIVE)
                        .matcher(html);
        if (close.find(from)) {
            out.append(html, from, close.start()).append("</").append(name).append('>');
            return close.end();
        }
        out.append(html, from, html.length()).append("</").append(name).append('>');
        return html.length();
    }
}
