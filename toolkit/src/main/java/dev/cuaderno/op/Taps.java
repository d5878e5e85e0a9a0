package dev.cuaderno.op;

import dev.cuaderno.kernels.Convolution;

/// Visits every product of a layer convolution: which result it goes into, which weight and which
/// cell of the image it is made of. Padded cells are left out.
final class Taps {

    private Taps() {}

    /// One product, by the indices in the three row-major arrays.
    @FunctionalInterface
    interface Product {
        void accept(int out, int tap, int cell);
    }

    static void over(Convolution s, Product product) {
        var out = 0;
        for (var n = 0; n < s.batch(); n++) {
            for (var o = 0; o < s.filters(); o++) {
                for (var i = 0; i < s.outRows(); i++) {
                    for (var j = 0; j < s.outColumns(); j++) {
                        oneWindow(s, n, o, i, j, out++, product);
                    }
                }
            }
        }
    }

    private static void oneWindow(
            Convolution s, int n, int o, int i, int j, int out, Product product) {
        var firstChannel = o / s.filtersPerGroup() * s.channelsPerGroup();
        var tap = o * s.channelsPerGroup() * s.kernelRows() * s.kernelColumns();
        for (var c = 0; c < s.channelsPerGroup(); c++) {
            var plane = (n * s.channels() + firstChannel + c) * s.height() * s.width();
            for (var p = 0; p < s.kernelRows(); p++) {
                var row = i * s.strideRows() + p * s.dilationRows() - s.top();
                for (var q = 0; q < s.kernelColumns(); q++, tap++) {
                    var column = j * s.strideColumns() + q * s.dilationColumns() - s.left();
                    if (row >= 0 && row < s.height() && column >= 0 && column < s.width()) {
                        product.accept(out, tap, plane + row * s.width() + column);
                    }
                }
            }
        }
    }
}
