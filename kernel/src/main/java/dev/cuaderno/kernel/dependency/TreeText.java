package dev.cuaderno.kernel.dependency;

import java.util.List;

/// A graph of dependencies as indented lines.
public final class TreeText {

    private TreeText() {}

    public static String of(List<Node> roots) {
        var text = new StringBuilder();
        for (var root : roots) {
            line(root, "", "", text);
        }
        return text.toString();
    }

    private static void line(Node node, String lead, String indent, StringBuilder text) {
        text.append(lead).append(node.coordinates());
        if (!node.note().isEmpty()) {
            text.append(" (").append(node.note()).append(')');
        }
        text.append('\n');
        for (int i = 0; i < node.children().size(); i++) {
            var last = i == node.children().size() - 1;
            line(
                    node.children().get(i),
                    indent + (last ? "└─ " : "├─ "),
                    indent + (last ? "   " : "│  "),
                    text);
        }
    }
}
