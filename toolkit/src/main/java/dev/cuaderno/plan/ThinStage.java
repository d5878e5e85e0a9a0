package dev.cuaderno.plan;

import dev.cuaderno.kernels.Span;

import java.util.Arrays;

/// The shortcut without parameters: every `step`-th pixel, with channels of zeros around its own.
final class ThinStage extends SingleStage {

    private final int step;
    private final int channels;
    private final int first;

    /// @param channels how many channels pass
    /// @param first where the first of them goes
    ThinStage(Reader source, Block z, int step, int channels, int first) {
        super(source, z);
        this.step = step;
        this.channels = channels;
        this.first = first;
    }

    @Override
    void forward(int from, int end, int worker, int group) {
        for (var image = from; image < end; image++) {
            Arrays.fill(z.array, z.at(image), z.at(image) + z.image(), 0f);
            source.read(image, null);
            var x = source.mix.out;
            for (var row = 0; row < z.rows; row++) {
                for (var column = 0; column < z.columns; column++) {
                    System.arraycopy(
                            x.array,
                            x.at(image) + cell(x, row, column),
                            z.array,
                            z.at(image) + row * z.row() + column * z.channels + first,
                            channels);
                }
            }
        }
    }

    private int cell(Block x, int row, int column) {
        return row * step * x.row() + column * step * x.channels;
    }

    @Override
    void giveBack(int image, Span to, int worker) {
        var x = source.mix.shape();
        var g = result.gradient;
        Arrays.fill(to.array(), to.at(), to.at() + x.image(), 0f);
        for (var row = 0; row < z.rows; row++) {
            for (var column = 0; column < z.columns; column++) {
                System.arraycopy(
                        g.array,
                        g.at(image) + row * z.row() + column * z.channels + first,
                        to.array(),
                        to.at() + cell(x, row, column),
                        channels);
            }
        }
    }
}
