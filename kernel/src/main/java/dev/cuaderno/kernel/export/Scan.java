package dev.cuaderno.kernel.export;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.ErroneousTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// What the parser sees in a piece of Java.
///
/// @param variables what it declares at its outermost level
/// @param nested names that it declares further inside, and of lambdas' parameters
/// @param captured names that lambdas and classes in it use
/// @param assigned names that it assigns to
/// @param endless whether the parser believes that nothing behind it is reached
/// @param called whether it is a call, which stands for itself as a statement
record Scan(
        List<Variable> variables,
        Set<String> nested,
        Set<String> captured,
        Set<String> assigned,
        boolean endless,
        boolean called) {

    /// A declared variable.
    ///
    /// @param initializer its text; a bare `{1, 2}` for an array as written
    /// @param bareArray whether the initializer is such a one
    record Variable(String name, Optional<String> initializer, boolean bareArray) {}

    private static final String STATEMENTS = "class $ { void $() throws Throwable {\n";
    private static final String MEMBER = "class $ {\n";
    private static final Pattern LEADING =
            Pattern.compile("(?s)\\A(?:\\s|//[^\n]*(?:\n|\\z)|/\\*.*?\\*/)*");
    private static final Pattern ACCESS =
            Pattern.compile("\\A(?:(?:public|protected|private|static|transient|volatile)\\s+)+");

    /// The text without modifiers that only a member can have.
    static String asLocal(String piece) {
        var leading = LEADING.matcher(piece);
        var begin = leading.find() ? leading.end() : 0;
        var rest = piece.substring(begin);
        return piece.substring(0, begin)
                + ACCESS.matcher(rest)
                        .replaceAll("")
                        .replaceFirst("\\Afinal\\s+static\\s+", "final ");
    }

    /// The text without the comments before it.
    static String withoutLeading(String piece) {
        return LEADING.matcher(piece).replaceFirst("");
    }

    /// The comments before it.
    static String leading(String piece) {
        var leading = LEADING.matcher(piece);
        return leading.find() ? leading.group().strip() : "";
    }

    /// Reads a declaration of variables, a statement or an expression.
    static Scan ofStatement(String piece) {
        var text = STATEMENTS + asLocal(piece) + "\n;}}";
        var parsed = parse(text);
        var body = ((MethodTree) parsed.type().getMembers().getFirst()).getBody();
        var variables = new ArrayList<Variable>();
        var scanner = new Scanner();
        var endless = false;
        var called = false;
        for (StatementTree statement : body.getStatements()) {
            if (statement instanceof VariableTree variable) {
                var value = variable.getInitializer();
                variables.add(
                        new Variable(
                                variable.getName().toString(),
                                Optional.ofNullable(value).map(parsed::text),
                                value instanceof NewArrayTree array && array.getType() == null));
                scanner.scan(value, null);
            } else {
                scanner.scan(statement, null);
            }
            endless |= isEndless(statement);
            called |=
                    statement instanceof ExpressionStatementTree expression
                            && (expression.getExpression() instanceof MethodInvocationTree
                                    || expression.getExpression() instanceof NewClassTree);
        }
        return new Scan(
                variables, scanner.nested, scanner.captured, scanner.assigned, endless, called);
    }

    /// The variables that a method or a type declares within: parameters, fields, components, local
    /// ones.
    static Set<String> within(String member) {
        var scanner = new Scanner();
        scanner.scan(parse(MEMBER + member + "\n}").type(), null);
        return scanner.nested;
    }

    /// The text of a method or a type as a static member of a class.
    static String asStatic(String member) {
        var parsed = parse(MEMBER + member + "\n}");
        if (parsed.type().getMembers().isEmpty()) {
            return member;
        }
        var tree = parsed.type().getMembers().getFirst();
        ModifiersTree modifiers =
                tree instanceof MethodTree method
                        ? method.getModifiers()
                        : ((ClassTree) tree).getModifiers();
        var implied =
                tree.getKind() == Tree.Kind.RECORD
                        || tree.getKind() == Tree.Kind.ENUM
                        || tree.getKind() == Tree.Kind.INTERFACE
                        || tree.getKind() == Tree.Kind.ANNOTATION_TYPE;
        if (implied || modifiers.getFlags().contains(Modifier.STATIC)) {
            return member;
        }
        var begin = parsed.begin(tree) - MEMBER.length();
        return member.substring(0, begin) + "static " + member.substring(begin);
    }

    private static boolean isEndless(StatementTree statement) {
        return switch (statement) {
            case ThrowTree _ -> true;
            case WhileLoopTree loop -> isTrue(loop.getCondition());
            case DoWhileLoopTree loop -> isTrue(loop.getCondition());
            case ForLoopTree loop -> loop.getCondition() == null || isTrue(loop.getCondition());
            default -> false;
        };
    }

    private static boolean isTrue(ExpressionTree condition) {
        return condition.toString().matches("\\(*true\\)*");
    }

    private record Parsed(CompilationUnitTree unit, Trees trees, String source) {

        ClassTree type() {
            return (ClassTree) unit.getTypeDecls().getFirst();
        }

        int begin(Tree tree) {
            return (int) trees.getSourcePositions().getStartPosition(unit, tree);
        }

        String text(Tree tree) {
            var end = (int) trees.getSourcePositions().getEndPosition(unit, tree);
            return source.substring(begin(tree), end);
        }
    }

    private static Parsed parse(String source) {
        var file =
                new SimpleJavaFileObject(
                        URI.create("string:///Piece.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        var tool = ToolProvider.getSystemJavaCompiler();
        var task = (JavacTask) tool.getTask(null, null, _ -> {}, List.of(), null, List.of(file));
        try {
            return new Parsed(task.parse().iterator().next(), Trees.instance(task), source);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static final class Scanner extends TreeScanner<Void, Void> {

        final Set<String> nested = new HashSet<>();
        final Set<String> captured = new HashSet<>();
        final Set<String> assigned = new HashSet<>();
        private int inner;

        @Override
        public Void visitVariable(VariableTree variable, Void unused) {
            nested.add(variable.getName().toString());
            return super.visitVariable(variable, null);
        }

        @Override
        public Void visitLambdaExpression(LambdaExpressionTree lambda, Void unused) {
            inner++;
            super.visitLambdaExpression(lambda, null);
            inner--;
            return null;
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            inner++;
            super.visitClass(type, null);
            inner--;
            return null;
        }

        @Override
        public Void visitIdentifier(IdentifierTree name, Void unused) {
            if (inner > 0) {
                captured.add(name.getName().toString());
            }
            return null;
        }

        @Override
        public Void visitAssignment(AssignmentTree tree, Void unused) {
            assigned.add(tree.getVariable().toString());
            return super.visitAssignment(tree, null);
        }

        @Override
        public Void visitCompoundAssignment(CompoundAssignmentTree tree, Void unused) {
            assigned.add(tree.getVariable().toString());
            return super.visitCompoundAssignment(tree, null);
        }

        @Override
        public Void visitUnary(UnaryTree tree, Void unused) {
            switch (tree.getKind()) {
                case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT ->
                        assigned.add(tree.getExpression().toString());
                default -> {
                    // Changes nothing.
                }
            }
            return super.visitUnary(tree, null);
        }

        @Override
        public Void visitErroneous(ErroneousTree tree, Void unused) {
            return scan(tree.getErrorTrees(), null);
        }
    }
}
