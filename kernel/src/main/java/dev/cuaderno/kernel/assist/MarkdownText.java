package dev.cuaderno.kernel.assist;

import java.util.ArrayDeque;
import java.util.Deque;

/// Markdown while it is being written from HTML: collapses blanks, keeps lists, tables and
/// preformatted text apart.
final class MarkdownText {

    private final StringBuilder out = new StringBuilder();
    private final Deque<int[]> lists = new ArrayDeque<>();
    private final Deque<String> links = new ArrayDeque<>();
    private StringBuilder pre;
    private StringBuilder code;
    private StringBuilder cell;
    private int cells;
    private int rows;

    /// Text whose signs mean nothing to Markdown.
    void text(String text) {
        if (pre != null) {
            pre.append(text);
        } else if (code != null) {
            code.append(text);
        } else {
            var plain = text.replaceAll("\\s+", " ");
            inline(plain.replaceAll("([\\\\`*\\[\\]<])", "\\\\$1"));
        }
    }

    /// Markdown as it is.
    void raw(String markdown) {
        if (markdown.contains("\n")) {
            current().append(markdown);
        } else {
            inline(markdown);
        }
    }

    private StringBuilder current() {
        return cell == null ? out : cell;
    }

    private void inline(String text) {
        var to = current();
        var last = to.isEmpty() ? ' ' : to.charAt(to.length() - 1);
        var atStart = last == '[' || Character.isWhitespace(last);
        to.append(atStart ? text.stripLeading() : text);
    }

    void code(String text) {
        if (pre != null) {
            pre.append(text);
        } else if (code != null) {
            code.append(text);
        } else if (text.contains("\n") && text.strip().contains("\n") && text.startsWith("\n")) {
            block("java", text.stripIndent());
        } else {
            var plain = text.strip().replaceAll("\\s+", " ");
            var fence = plain.contains("`") ? "``" : "`";
            var padding = plain.startsWith("`") || plain.endsWith("`") ? " " : "";
            inline(fence + padding + plain + padding + fence);
        }
    }

    void openCode() {
        if (pre == null && code == null) {
            code = new StringBuilder();
        }
    }

    void closeCode() {
        if (code != null) {
            var text = code.toString();
            code = null;
            if (!text.isBlank()) {
                code(text);
            }
        }
    }

    void openPre() {
        pre = new StringBuilder();
    }

    void closePre() {
        if (pre != null) {
            var text = pre.toString();
            pre = null;
            block("", text);
        }
    }

    void block(String language, String text) {
        if (pre != null) {
            pre.append(text);
            return;
        }
        closeCode();
        var indent = indent();
        paragraph();
        out.append("```").append(language).append('\n');
        text.stripIndent()
                .replaceAll("^\\s*\\n", "")
                .stripTrailing()
                .lines()
                .forEach(line -> out.append(indent).append(line).append('\n'));
        out.append(indent).append("```");
        paragraph();
    }

    private String indent() {
        return "  ".repeat(lists.size());
    }

    void mark(String sign) {
        if (pre == null && code == null) {
            current().append(sign);
        }
    }

    void paragraph() {
        if (pre != null) {
            return;
        }
        if (cell != null) {
            inline(" ");
            return;
        }
        strip();
        if (!out.isEmpty()) {
            out.append("\n\n").append(indent());
        }
    }

    void lineBreak() {
        if (pre != null) {
            pre.append('\n');
        } else {
            current().append(cell == null ? "  \n" + indent() : " ");
        }
    }

    void openList(boolean isNumbered) {
        if (lists.isEmpty()) {
            paragraph();
        }
        lists.push(new int[] {isNumbered ? 1 : 0});
    }

    void item() {
        if (lists.isEmpty()) {
            lists.push(new int[] {0});
        }
        strip();
        var list = lists.peek();
        out.append('\n').append("  ".repeat(lists.size() - 1));
        out.append(list[0] > 0 ? list[0]++ + ". " : "- ");
    }

    void closeList() {
        if (!lists.isEmpty()) {
            lists.pop();
        }
        if (lists.isEmpty()) {
            paragraph();
        }
    }

    void openLink(String address) {
        // Addresses within the documentation lead nowhere from a notebook.
        var leads = address.startsWith("http");
        links.push(leads && pre == null && code == null ? address : "");
        if (!links.peek().isEmpty()) {
            inline("[");
        }
    }

    void closeLink() {
        if (!links.isEmpty()) {
            var address = links.pop();
            if (!address.isEmpty()) {
                current().append("](").append(address).append(')');
            }
        }
    }

    void row() {
        endCell();
        endRow();
        out.append("|");
    }

    void cell() {
        endCell();
        cell = new StringBuilder();
    }

    private void endCell() {
        if (cell != null) {
            closeCode();
            var text = cell.toString().strip().replace("|", "\\|").replaceAll("\\s+", " ");
            cell = null;
            cells++;
            out.append(' ').append(text).append(" |");
        }
    }

    private void endRow() {
        if (cells > 0) {
            out.append('\n');
            if (rows++ == 0) {
                out.append("|").append(" --- |".repeat(cells)).append('\n');
            }
        } else if (!out.isEmpty() && out.charAt(out.length() - 1) == '|') {
            // A row without cells.
            out.setLength(out.length() - 1);
        }
        cells = 0;
    }

    void endTable() {
        endCell();
        endRow();
        rows = 0;
        paragraph();
    }

    private void strip() {
        while (!out.isEmpty() && Character.isWhitespace(out.charAt(out.length() - 1))) {
            out.setLength(out.length() - 1);
        }
    }

    @Override
    public String toString() {
        return out.toString().replaceAll("\\n{3,}", "\n\n").strip();
    }
}
