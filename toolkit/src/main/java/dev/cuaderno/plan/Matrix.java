package dev.cuaderno.plan;

import dev.cuaderno.kernels.ConvLayout;
import dev.cuaderno.kernels.Lanes;
import dev.cuaderno.kernels.Packing;
import dev.cuaderno.nn.Parameter;

/// The weights of a fully connected layer, packed for both ways. The parameter counts an image's
/// numbers channel by channel, the plan pixel by pixel.
final class Matrix extends Weights {

    final int outputs;
    final int columns;
    final ConvLayout layout;
    final ConvLayout turnedLayout;
    float[] packed;

    /// Where the plan has the number that a column of the parameter is for; `null` if the two count
    /// alike.
    final int[] places;

    /// For the way back, or `null`.
    float[] turned;

    // Where the weights of each column lie for the way back.
    private int[] starts;
    private int[] steps;

    /// In the parameter's order; new in every step.
    float[] gradient;

    private final Memory memory;

    Matrix(Parameter parameter, Block x, Block z, Memory memory) {
        super(parameter);
        this.memory = memory;
        outputs = parameter.shape().size(0);
        columns = parameter.shape().size(1);
        layout = new ConvLayout(1, 1, x.image(), z.channels, false);
        turnedLayout = new ConvLayout(1, 1, z.channels, ConvLayout.rounded(x.image()), false);
        memory.floats(Memory.Kind.WEIGHTS, layout.size(), array -> packed = array);
        places = x.pixels() == 1 || (columns == x.pixels() && x.channels == 1) ? null : places(x);
    }

    private int[] places(Block x) {
        var places = new int[columns];
        for (var column = 0; column < columns; column++) {
            places[column] = column % x.pixels() * x.channels + column / x.pixels();
        }
        return places;
    }

    /// Prepares the way back.
    void turn() {
        memory.floats(Memory.Kind.WEIGHTS, turnedLayout.size(), array -> turned = array);
        if (places != null) {
            starts = new int[columns];
            steps = new int[columns];
            for (var column = 0; column < columns; column++) {
                starts[column] = turnedLayout.at(places[column], 0, 0, 0);
                steps[column] = turnedLayout.at(places[column], 1, 0, 0) - starts[column];
            }
        }
    }

    @Override
    void read() {
        var from = source();
        for (var panel : layout.panels()) {
            var width = panel.vectors() * Lanes.COUNT;
            var rows = Math.min(width, outputs - panel.first());
            Packing.turn(
                    from,
                    panel.first() * columns,
                    columns,
                    rows,
                    columns,
                    packed,
                    panel.at(),
                    width,
                    places);
        }
        if (turned != null) {
            readTurned(from);
        }
    }

    private void readTurned(float[] from) {
        if (places != null) {
            for (var output = 0; output < outputs; output++) {
                for (var column = 0; column < columns; column++) {
                    turned[starts[column] + output * steps[column]] =
                            from[output * columns + column];
                }
            }
            return;
        }
        for (var panel : turnedLayout.panels()) {
            var width = panel.vectors() * Lanes.COUNT;
            var length = Math.min(width, columns - panel.first());
            for (var output = 0; output < outputs; output++) {
                System.arraycopy(
                        from,
                        output * columns + panel.first(),
                        turned,
                        panel.at() + output * width,
                        length);
            }
        }
    }

    @Override
    float[] gradient() {
        return gradient;
    }
}
