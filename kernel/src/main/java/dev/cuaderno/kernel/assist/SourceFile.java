package dev.cuaderno.kernel.assist;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.TreePath;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.PackageElement;

/// A parsed source file, in which the declarations of compiled elements are found by their names.
final class SourceFile {

    private final String text;
    private final DocTrees trees;
    private final CompilationUnitTree unit;

    private SourceFile(String text, DocTrees trees, CompilationUnitTree unit) {
        this.text = text;
        this.trees = trees;
        this.unit = unit;
    }

    static Optional<SourceFile> parse(Compiler compiler, String text) {
        try {
            var task = compiler.task(text);
            var units = task.parse().iterator();
            return units.hasNext()
                    ? Optional.of(new SourceFile(text, DocTrees.instance(task), units.next()))
                    : Optional.empty();
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    /// The documentation comment of an element.
    Optional<DocCommentTree> comment(Element element) {
        return path(element).map(trees::getDocCommentTree);
    }

    /// The source of an element's declaration, its lines moved to the left.
    Optional<String> declaration(Element element) {
        return path(element)
                .map(
                        path -> {
                            var positions = trees.getSourcePositions();
                            var begin = (int) positions.getStartPosition(unit, path.getLeaf());
                            var end = (int) positions.getEndPosition(unit, path.getLeaf());
                            if (begin < 0 || end < begin) {
                                return "";
                            }
                            var line = text.lastIndexOf('\n', begin - 1) + 1;
                            var indent = text.substring(line, begin);
                            var whole = text.substring(begin, end);
                            return indent.isBlank() ? (indent + whole).stripIndent() : whole;
                        })
                .filter(declaration -> !declaration.isEmpty());
    }

    /// The parameters' names as they stand in the source.
    Optional<List<String>> parameters(ExecutableElement method) {
        return path(method)
                .filter(path -> path.getLeaf() instanceof MethodTree)
                .map(
                        path ->
                                ((MethodTree) path.getLeaf())
                                        .getParameters().stream()
                                                .map(each -> each.getName().toString())
                                                .toList())
                .filter(names -> names.size() == method.getParameters().size());
    }

    private Optional<TreePath> path(Element element) {
        if (element instanceof ModuleElement) {
            return Optional.ofNullable(unit.getModule())
                    .map(tree -> new TreePath(new TreePath(unit), tree));
        }
        if (element instanceof PackageElement) {
            return Optional.ofNullable(unit.getPackage())
                    .map(tree -> new TreePath(new TreePath(unit), tree));
        }
        var types = new ArrayList<String>();
        var type = isType(element) ? element : element.getEnclosingElement();
        for (var each = type; each != null && isType(each); each = each.getEnclosingElement()) {
            types.addFirst(each.getSimpleName().toString());
        }
        var path = Optional.of(new TreePath(unit));
        for (var name : types) {
            path = path.flatMap(outer -> member(outer, name));
        }
        return isType(element) ? path : path.flatMap(outer -> member(outer, element));
    }

    private static boolean isType(Element element) {
        return element.getKind().isClass() || element.getKind().isInterface();
    }

    private static List<? extends Tree> members(TreePath outer) {
        return switch (outer.getLeaf()) {
            case CompilationUnitTree file -> file.getTypeDecls();
            case ClassTree type -> type.getMembers();
            default -> List.of();
        };
    }

    private static Optional<TreePath> member(TreePath outer, String type) {
        return members(outer).stream()
                .filter(
                        each ->
                                each instanceof ClassTree declared
                                        && declared.getSimpleName().contentEquals(type))
                .findFirst()
                .map(each -> new TreePath(outer, each));
    }

    private static Optional<TreePath> member(TreePath outer, Element element) {
        return members(outer).stream()
                .filter(
                        each ->
                                switch (each) {
                                    case VariableTree field ->
                                            element.getKind().isField()
                                                    && field.getName()
                                                            .contentEquals(element.getSimpleName());
                                    case MethodTree method ->
                                            element instanceof ExecutableElement wanted
                                                    && isSame(method, wanted);
                                    default -> false;
                                })
                .findFirst()
                .map(each -> new TreePath(outer, each));
    }

    private static boolean isSame(MethodTree method, ExecutableElement wanted) {
        if (!method.getName().contentEquals(wanted.getSimpleName())
                || method.getParameters().size() != wanted.getParameters().size()) {
            return false;
        }
        for (var i = 0; i < method.getParameters().size(); i++) {
            var written = method.getParameters().get(i).getType().toString();
            var type = wanted.getParameters().get(i).asType().toString();
            if (!plain(written).equals(plain(type))) {
                return false;
            }
        }
        return true;
    }

    /// A type without arguments, packages and annotations: how sources and class files agree.
    private static String plain(String type) {
        var text = type.replaceAll("@[\\w.]+(\\([^)]*\\))?\\s*", "").replace("...", "[]");
        var depth = 0;
        var kept = new StringBuilder();
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            depth += c == '<' ? 1 : c == '>' ? -1 : 0;
            if (depth == 0 && c != '>' && !Character.isWhitespace(c)) {
                kept.append(c);
            }
        }
        var array = kept.indexOf("[");
        var base = array < 0 ? kept.toString() : kept.substring(0, array);
        return base.substring(base.lastIndexOf('.') + 1) + (array < 0 ? "" : kept.substring(array));
    }
}
