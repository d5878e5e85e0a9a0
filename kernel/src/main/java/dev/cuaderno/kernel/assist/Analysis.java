package dev.cuaderno.kernel.assist;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ErroneousTree;
import com.sun.source.tree.Scope;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/// A draft as the compiler understands it.
final class Analysis {

    final JavacTask task;
    final DocTrees trees;
    final Elements elements;
    final Types types;
    final String source;
    private final CompilationUnitTree unit;
    private final SourcePositions positions;

    private Analysis(JavacTask task, String source) throws IOException {
        this.task = task;
        this.source = source;
        this.unit = task.parse().iterator().next();
        task.analyze();
        this.trees = DocTrees.instance(task);
        this.elements = task.getElements();
        this.types = task.getTypes();
        this.positions = trees.getSourcePositions();
    }

    static Analysis of(Compiler compiler, String source) {
        try {
            return new Analysis(compiler.task(source), source);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Where a tree begins in the source, -1 for one that the compiler made up.
    int begin(Tree tree) {
        return (int) positions.getStartPosition(unit, tree);
    }

    int end(Tree tree) {
        return (int) positions.getEndPosition(unit, tree);
    }

    /// The innermost tree around the word at `focus`.
    TreePath at(int focus) {
        var finder = new Finder(focus);
        finder.scan(unit, null);
        return finder.found == null ? new TreePath(unit) : finder.found;
    }

    /// What can be named at a point.
    Scope scope(TreePath path) {
        for (var at = path; at != null; at = at.getParentPath()) {
            try {
                return trees.getScope(at);
            } catch (RuntimeException | AssertionError unreadable) {
                // The compiler gives up on some broken trees; what is around them is clear.
            }
        }
        return trees.getScope(new TreePath(unit));
    }

    private final class Finder extends TreePathScanner<Void, Void> {

        private final int focus;
        private TreePath found;
        private int width = Integer.MAX_VALUE;

        Finder(int focus) {
            this.focus = focus;
        }

        @Override
        public Void scan(Tree tree, Void nothing) {
            if (tree == null) {
                return null;
            }
            var begin = begin(tree);
            var end = end(tree);
            if (begin >= 0 && begin <= focus && focus < end && end - begin <= width) {
                width = end - begin;
                found =
                        getCurrentPath() == null
                                ? new TreePath(unit)
                                : new TreePath(getCurrentPath(), tree);
            }
            return super.scan(tree, null);
        }

        @Override
        public Void visitErroneous(ErroneousTree node, Void nothing) {
            return scan(List.copyOf(node.getErrorTrees()), null);
        }
    }
}
