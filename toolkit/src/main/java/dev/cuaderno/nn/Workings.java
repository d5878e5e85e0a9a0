package dev.cuaderno.nn;

import static dev.cuaderno.formula.Expr.number;
import static dev.cuaderno.formula.Expr.product;
import static dev.cuaderno.formula.Expr.symbol;

import dev.cuaderno.formula.Derivation;
import dev.cuaderno.formula.Expr;
import dev.cuaderno.formula.Formulas;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Size2d;
import dev.cuaderno.tensor.Window;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// How the numbers of a row of a [Summary] come about: the size of the result, the parameters, the
/// multiplications, the receptive field. Each is a formula, the same with numbers, and the result.
///
/// Letters: H and W the input's rows and columns, H' and W' the output's; K kernel, S step, P
/// padding, D dilation, G groups; C channels, n neurons; |θ| parameters; R receptive field, J the
/// distance between the fields of neighbours.
final class Workings {

    private static final Expr PARAMETERS = symbol("|θ|");
    private static final Expr MACS = symbol("MACs");
    private static final int ALL = 20;

    private final Primitive layer;
    private final Shape input;
    private final List<Derivation> found = new ArrayList<>();

    private Workings(Primitive layer, Shape input) {
        this.layer = layer;
        this.input = input;
    }

    /// The workings of one layer.
    ///
    /// @param before the receptive field of its input
    static List<Derivation> of(Primitive layer, Shape input, Field before) {
        var workings = new Workings(layer, input);
        workings.layer();
        workings.field(layer.reach(input), before);
        return workings.found;
    }

    private void layer() {
        switch (layer) {
            case Conv2d conv -> {
                sizes(conv.window(), conv.kernel(), Size2d.square(1));
                convolution(conv.weight().shape(), conv.window(), conv.bias() != null);
            }
            case Conv1d conv -> {
                var kernel = conv.weight().shape().size(-1);
                var window = conv.window().alongColumns();
                var along = window.overColumns(input.size(-1), kernel, Size2d.square(1));
                found.add(Formulas.outputSize("L", along));
                convolution(conv.weight().shape(), window, conv.bias() != null);
            }
            case TransposedConv2d conv -> transposed(conv);
            case Pooling pool -> {
                var size = Size2d.square(pool.size());
                sizes(pool.window(), size, size);
            }
            case Linear linear -> linear(linear.outputs(), linear.bias() != null);
            case BatchNorm norm ->
                    found.add(
                            Derivation.of(PARAMETERS, number(2).times(symbol("C")))
                                    .put(Map.of("C", norm.channels()))
                                    .gives(2.0 * norm.channels()));
            default -> {}
        }
    }

    private void sizes(Window window, Size2d kernel, Size2d natural) {
        found.add(
                Formulas.outputSize("H", window.overRows(input.size(-2), kernel.rows(), natural)));
        found.add(
                Formulas.outputSize(
                        "W", window.overColumns(input.size(-1), kernel.columns(), natural)));
    }

    // ---- layers with weights

    private void convolution(Shape weights, Window window, boolean biased) {
        var filter = new ArrayList<Expr>();
        filter.add(window.groups() == 1 ? symbol("C", "in") : symbol("C", "in").over(symbol("G")));
        filter.addAll(kernel(weights));
        var out = symbol("C", "out");
        var output = layer.outputShape(input);
        parameters(out, filter, weights, biased ? weights.size(0) : 0);

        // Every element of the output takes as many multiplications as its filter has weights.
        var cells = output.slice(output.rank() - weights.rank() + 1, output.rank());
        var names = new ArrayList<Expr>(List.of(out));
        (cells.rank() == 3 ? List.of("H'", "W'") : List.of("L'"))
                .forEach(name -> names.add(symbol(name)));
        names.addAll(filter);
        var numbers = new ArrayList<>(sizes(cells));
        numbers.addAll(sizes(weights.without(0)));
        macs(names, numbers);
    }

    private void transposed(TransposedConv2d conv) {
        var weights = conv.weight().shape();
        var filter = new ArrayList<Expr>();
        filter.add(
                conv.window().groups() == 1
                        ? symbol("C", "out")
                        : symbol("C", "out").over(symbol("G")));
        filter.addAll(kernel(weights));
        var in = symbol("C", "in");
        parameters(in, filter, weights, conv.bias() == null ? 0 : conv.bias().shape().size(0));

        // Every element of the input is multiplied by all weights that start from its channel.
        var cells = input.slice(input.rank() - 3, input.rank());
        var names = new ArrayList<Expr>(List.of(in, symbol("H"), symbol("W")));
        names.addAll(filter);
        var numbers = new ArrayList<>(sizes(cells));
        numbers.addAll(sizes(weights.without(0)));
        macs(names, numbers);
    }

    private void linear(int outputs, boolean biased) {
        var in = input.size(-1);
        var weights = Shape.of(outputs, in);
        parameters(symbol("n", "out"), List.of(symbol("n", "in")), weights, biased ? outputs : 0);
        var rows = input.elements() / in;
        var names = new ArrayList<Expr>(List.of(symbol("n", "out"), symbol("n", "in")));
        var numbers = new ArrayList<>(sizes(weights));
        if (rows > 1) {
            names.addFirst(symbol("N"));
            numbers.addFirst(number(rows));
        }
        macs(names, numbers);
    }

    private void parameters(Expr many, List<Expr> filter, Shape weights, int biases) {
        var factors = new ArrayList<Expr>(List.of(many));
        factors.addAll(filter);
        var names = product(factors, ALL);
        var numbers = product(sizes(weights), ALL);
        // One more number for each output.
        var outputs = symbol(layer instanceof Linear ? "n" : "C", "out");
        found.add(
                biases == 0
                        ? Derivation.of(PARAMETERS, names).then(numbers).gives(weights.elements())
                        : Derivation.of(PARAMETERS, names.plus(outputs))
                                .then(numbers.plus(biases))
                                .gives((double) weights.elements() + biases));
    }

    private void macs(List<Expr> names, List<Expr> numbers) {
        found.add(
                Derivation.of(MACS, product(names, ALL))
                        .then(product(numbers, ALL))
                        .gives((double) layer.macs(input)));
    }

    private static List<Expr> kernel(Shape weights) {
        return weights.rank() == 3
                ? List.of(symbol("K"))
                : List.of(symbol("K", "h"), symbol("K", "w"));
    }

    private static List<Expr> sizes(Shape shape) {
        return IntStream.range(0, shape.rank()).mapToObj(axis -> number(shape.size(axis))).toList();
    }

    // ---- receptive field

    private void field(Reach reach, Field before) {
        var one = Size2d.square(1);
        var alone = reach.extent().equals(one) && reach.stride().equals(one);
        if (reach.whole() || before.whole() || alone) {
            return;
        }
        var rows =
                List.of(
                        before.rows(),
                        before.rowJump(),
                        reach.extent().rows(),
                        reach.stride().rows());
        var columns =
                List.of(
                        before.columns(),
                        before.columnJump(),
                        reach.extent().columns(),
                        reach.stride().columns());
        if (rows.equals(columns)) {
            axis("", rows);
        } else {
            axis("h", rows);
            axis("w", columns);
        }
    }

    private void axis(String index, List<Integer> numbers) {
        var jump = numbers.get(1);
        var stride = numbers.get(3);
        found.add(Formulas.receptiveField(index, numbers.get(0), jump, numbers.get(2)));
        if (stride > 1) {
            found.add(Formulas.jump(index, jump, stride));
        }
    }
}
