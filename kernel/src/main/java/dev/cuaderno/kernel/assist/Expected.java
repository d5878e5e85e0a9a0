package dev.cuaderno.kernel.assist;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreePath;

import java.util.ArrayList;
import java.util.List;

import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/// The types that an expression at some place may have; none where any would do.
record Expected(Analysis analysis, List<TypeMirror> types) {

    static Expected at(Analysis analysis, TreePath path) {
        var found = new ArrayList<TypeMirror>();
        try {
            collect(analysis, path, found);
        } catch (IllegalArgumentException | AssertionError unreadable) {
            // Broken code expects nothing.
        }
        found.removeIf(type -> !isTelling(type));
        return new Expected(analysis, found);
    }

    /// Anything is an Object, and what a type variable stands for is not known.
    private static boolean isTelling(TypeMirror type) {
        return type != null
                && switch (type.getKind()) {
                    case ERROR, NONE, VOID, TYPEVAR, EXECUTABLE, PACKAGE, OTHER -> false;
                    case DECLARED -> !type.toString().equals("java.lang.Object");
                    default -> true;
                };
    }

    boolean isNone() {
        return types.isEmpty();
    }

    boolean fits(TypeMirror type) {
        if (type == null || type.getKind() == TypeKind.VOID || type.getKind() == TypeKind.ERROR) {
            return false;
        }
        for (var each : types) {
            try {
                if (analysis.types.isAssignable(type, each)
                        || (type.getKind() == TypeKind.DECLARED
                                && each.getKind() == TypeKind.DECLARED
                                && analysis.types.isSubtype(
                                        analysis.types.erasure(type),
                                        analysis.types.erasure(each)))) {
                    return true;
                }
            } catch (IllegalArgumentException notAType) {
                // A package or a method is of no type.
            }
        }
        return false;
    }

    private static void collect(Analysis analysis, TreePath path, List<TypeMirror> found) {
        var parent = path.getParentPath();
        if (parent == null) {
            return;
        }
        var child = path.getLeaf();
        switch (parent.getLeaf()) {
            case VariableTree variable when variable.getInitializer() == child ->
                    found.add(analysis.trees.getTypeMirror(new TreePath(parent, typeOf(variable))));
            case AssignmentTree assignment when assignment.getExpression() == child ->
                    found.add(
                            analysis.trees.getTypeMirror(
                                    new TreePath(parent, assignment.getVariable())));
            case ReturnTree _ -> returned(analysis, parent, found);
            case MethodInvocationTree call when call.getMethodSelect() == child ->
                    collect(analysis, parent, found);
            case MethodInvocationTree call ->
                    arguments(analysis, parent, call, call.getArguments().indexOf(child), found);
            case NewClassTree created when created.getIdentifier() == child ->
                    collect(analysis, parent, found);
            case NewClassTree created ->
                    constructed(
                            analysis,
                            parent,
                            created,
                            created.getArguments().indexOf(child),
                            found);
            case IfTree _, WhileLoopTree _, DoWhileLoopTree _ ->
                    found.add(analysis.types.getPrimitiveType(TypeKind.BOOLEAN));
            case ParenthesizedTree _ -> collect(analysis, parent, found);
            case ConditionalExpressionTree condition -> {
                if (condition.getCondition() == child) {
                    found.add(analysis.types.getPrimitiveType(TypeKind.BOOLEAN));
                } else {
                    collect(analysis, parent, found);
                }
            }
            case com.sun.source.tree.ErroneousTree _ -> collect(analysis, parent, found);
            default -> {}
        }
    }

    private static Tree typeOf(VariableTree variable) {
        return variable.getType() == null ? variable : variable.getType();
    }

    private static void returned(Analysis analysis, TreePath path, List<TypeMirror> found) {
        for (var at = path; at != null; at = at.getParentPath()) {
            if (at.getLeaf() instanceof LambdaExpressionTree) {
                return;
            }
            if (at.getLeaf() instanceof MethodTree method && method.getReturnType() != null) {
                found.add(analysis.trees.getTypeMirror(new TreePath(at, method.getReturnType())));
                return;
            }
        }
    }

    private static void arguments(
            Analysis analysis,
            TreePath path,
            MethodInvocationTree call,
            int index,
            List<TypeMirror> found) {
        if (index < 0) {
            return;
        }
        var select = new TreePath(path, call.getMethodSelect());
        for (var each : Overloads.of(analysis, select)) {
            parameter(
                    each,
                    index,
                    fitsBefore(analysis, path, call.getArguments(), index, each.seen()),
                    found);
        }
    }

    private static void constructed(
            Analysis analysis,
            TreePath path,
            NewClassTree created,
            int index,
            List<TypeMirror> found) {
        if (index < 0) {
            return;
        }
        var type = analysis.trees.getTypeMirror(new TreePath(path, created.getIdentifier()));
        if (type instanceof DeclaredType declared) {
            for (var each : Overloads.constructors(analysis, declared)) {
                parameter(
                        each,
                        index,
                        fitsBefore(analysis, path, created.getArguments(), index, each.seen()),
                        found);
            }
        }
    }

    /// Whether the arguments before one are such as a method takes.
    private static boolean fitsBefore(
            Analysis analysis,
            TreePath path,
            List<? extends ExpressionTree> arguments,
            int index,
            ExecutableType seen) {
        var parameters = seen.getParameterTypes();
        for (var i = 0; i < Math.min(index, parameters.size()); i++) {
            var type = analysis.trees.getTypeMirror(new TreePath(path, arguments.get(i)));
            var parameter = parameters.get(i);
            if (isTelling(type)
                    && isTelling(parameter)
                    && !analysis.types.isAssignable(
                            analysis.types.erasure(type), analysis.types.erasure(parameter))) {
                return false;
            }
        }
        return true;
    }

    private static void parameter(
            Overloads.Seen method, int index, boolean fits, List<TypeMirror> found) {
        var parameters = method.seen().getParameterTypes();
        var isVarArgs = method.element().isVarArgs();
        if (!fits || (index >= parameters.size() && !isVarArgs)) {
            return;
        }
        var type = parameters.get(Math.min(index, parameters.size() - 1));
        if (isVarArgs && index >= parameters.size() - 1 && type instanceof ArrayType array) {
            found.add(array.getComponentType());
        } else {
            found.add(type);
        }
    }

    /// What a thing is worth where it stands: a method its result, a variable itself.
    static TypeMirror valueOf(Element element, TypeMirror seen) {
        if (element instanceof ExecutableElement && seen instanceof ExecutableType method) {
            return element.getKind() == ElementKind.CONSTRUCTOR
                    ? element.getEnclosingElement().asType()
                    : method.getReturnType();
        }
        return element.getKind().isField() || element.getKind().isVariable() ? seen : null;
    }
}
