package dev.cuaderno.plan;

import dev.cuaderno.kernels.Passes.Plane;

import java.util.List;

/// Computes a sum that no layer has computed when another sum reads it, and closes its gate on the
/// way back if none does later.
final class GateStage extends Stage {

    private final Reader source;

    GateStage(Reader source) {
        this.source = source;
    }

    @Override
    List<Mix> closes() {
        return source.mix.givers == 0 ? List.of(source.mix) : List.of();
    }

    @Override
    List<Mix> reads() {
        return List.of(source.mix);
    }

    @Override
    void forward(int from, int end, int worker, int group) {
        var out = source.mix.out;
        for (var image = from; image < end; image++) {
            source.frame(image, new Plane(out.array, out.at(image), out.row()));
        }
    }

    @Override
    void backward(int from, int end, int worker, int group) {
        if (source.mix.givers == 0) {
            for (var image = from; image < end; image++) {
                source.mix.close(image, group);
            }
        }
    }
}
