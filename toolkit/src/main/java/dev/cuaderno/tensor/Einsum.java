package dev.cuaderno.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// Sums of products told by letters for axes, Einstein's way: `ij,jk->ik` is the product of
/// matrices. Letters that are missing behind the arrow are summed over.
///
/// Operands are joined from left to right, each pair as a product of matrices; so are the
/// gradients.
final class Einsum {

    private static final Pattern EQUATION = Pattern.compile("[a-zA-Z]*(,[a-zA-Z]*)*(->[a-zA-Z]*)?");

    private final String equation;
    private final String output;

    /// A tensor whose axes have letters, each a different one.
    private record Term(Tensor tensor, String letters) {

        int size(char letter) {
            var axis = letters.indexOf(letter);
            return axis < 0 ? 1 : tensor.size(axis);
        }

        /// The tensor with its axes in this order, which names all of them.
        Tensor inOrder(String order) {
            return tensor.permute(order.chars().map(letters::indexOf).toArray());
        }

        Term without(char letter) {
            return new Term(tensor.sum(letters.indexOf(letter)), letters.replace(letter + "", ""));
        }
    }

    private Einsum(String equation, String output) {
        this.equation = equation;
        this.output = output;
    }

    static Tensor of(String equation, Tensor... operands) {
        var text = equation.replace(" ", "");
        if (!EQUATION.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "einsum: expected letters for axes, as in \"ij,jk->ik\", not \"%s\""
                            .formatted(equation));
        }
        var arrow = text.indexOf("->");
        var inputs = arrow < 0 ? text : text.substring(0, arrow);
        var output = arrow < 0 ? once(inputs) : text.substring(arrow + 2);
        return new Einsum(equation, output).run(List.of(inputs.split(",", -1)), operands);
    }

    /// What an equation without an arrow means: the letters that occur once, in the alphabet's
    /// order.
    private static String once(String inputs) {
        return inputs.chars()
                .filter(letter -> letter != ',')
                .filter(letter -> inputs.indexOf(letter) == inputs.lastIndexOf(letter))
                .sorted()
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private Tensor run(List<String> inputs, Tensor... operands) {
        if (inputs.size() != operands.length) {
            throw wrong("one group of letters per tensor", operands);
        }
        var terms = new ArrayList<Term>();
        for (var i = 0; i < operands.length; i++) {
            if (inputs.get(i).length() != operands[i].rank()) {
                throw wrong("one letter per axis", operands);
            }
            terms.add(single(operands[i], inputs.get(i)));
        }
        checkSizes(terms, operands);
        while (terms.size() > 1) {
            var a = terms.removeFirst();
            var b = terms.removeFirst();
            terms.addFirst(join(a, b, needed(terms)));
        }
        var result = reduced(terms.getFirst(), output);
        if (output.chars().distinct().count() != output.length()
                || output.chars().anyMatch(letter -> result.letters.indexOf(letter) < 0)) {
            throw wrong("every letter behind the arrow once, and before it too", operands);
        }
        return result.inOrder(output);
    }

    /// A letter that names two axes of one tensor means their diagonal: all but the elements with
    /// equal indices are set to 0, and the second axis is summed away.
    private Term single(Tensor tensor, String letters) {
        var term = new Term(tensor, "");
        for (var i = 0; i < letters.length(); i++) {
            var letter = letters.charAt(i);
            var first = term.letters.indexOf(letter);
            if (first < 0) {
                term = new Term(term.tensor, term.letters + letter);
                continue;
            }
            var axis = term.letters.length();
            var size = term.tensor.size(axis);
            if (term.tensor.size(first) != size) {
                throw wrong("axes of the letter %s have one size".formatted(letter), tensor);
            }
            var sizes = new int[term.tensor.rank()];
            Arrays.fill(sizes, 1);
            sizes[first] = size;
            sizes[axis] = size;
            var diagonal = Tensors.eye(size).to(tensor.dtype()).reshape(sizes);
            term = new Term(term.tensor.times(diagonal).sum(axis), term.letters);
        }
        return term;
    }

    private void checkSizes(List<Term> terms, Tensor... operands) {
        for (var term : terms) {
            for (var other : terms) {
                for (var letter : term.letters.toCharArray()) {
                    if (other.letters.indexOf(letter) >= 0
                            && other.size(letter) != term.size(letter)) {
                        throw wrong(
                                "axes of the letter %s have one size".formatted(letter), operands);
                    }
                }
            }
        }
    }

    private String needed(List<Term> terms) {
        var letters = new StringBuilder(output);
        terms.forEach(term -> letters.append(term.letters));
        return letters.toString();
    }

    /// Sums over the letters that nobody asks for.
    private static Term reduced(Term term, String needed) {
        var left = term;
        for (var letter : term.letters.toCharArray()) {
            if (needed.indexOf(letter) < 0) {
                left = left.without(letter);
            }
        }
        return left;
    }

    /// One batched product of matrices: the letters of both that are needed count the batch, those
    /// that are not are summed over, and each brings the rest as rows or columns.
    private static Term join(Term left, Term right, String needed) {
        var a = reduced(left, right.letters + needed);
        var b = reduced(right, left.letters + needed);
        var batch = new StringBuilder();
        var summed = new StringBuilder();
        var rows = new StringBuilder();
        for (var letter : a.letters.toCharArray()) {
            var shared = b.letters.indexOf(letter) >= 0;
            (!shared ? rows : needed.indexOf(letter) >= 0 ? batch : summed).append(letter);
        }
        var columns = new StringBuilder();
        for (var letter : b.letters.toCharArray()) {
            if (a.letters.indexOf(letter) < 0) {
                columns.append(letter);
            }
        }
        var times = size(a, batch);
        var product =
                a.inOrder("" + batch + rows + summed)
                        .reshape(times, size(a, rows), size(a, summed))
                        .matmul(
                                b.inOrder("" + batch + summed + columns)
                                        .reshape(times, size(b, summed), size(b, columns)));
        var letters = "" + batch + rows + columns;
        var sizes =
                letters.chars()
                        .map(letter -> Math.max(a.size((char) letter), b.size((char) letter)))
                        .toArray();
        return new Term(product.reshape(Shape.of(sizes)), letters);
    }

    private static int size(Term term, CharSequence letters) {
        return letters.chars().map(letter -> term.size((char) letter)).reduce(1, (m, n) -> m * n);
    }

    private ShapeException wrong(String rule, Tensor... operands) {
        return ShapeException.in("einsum")
                .rule(rule)
                .got(
                        "\"%s\" for %s"
                                .formatted(
                                        equation,
                                        Arrays.stream(operands).map(Tensor::shape).toList()))
                .fix("\"ij,jk->ik\" multiplies matrices, \"bij->bi\" sums rows")
                .error();
    }
}
