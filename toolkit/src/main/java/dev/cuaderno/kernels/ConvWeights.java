package dev.cuaderno.kernels;

/// The weights of a convolution between the order of tensors, `[filters, channels, rows, columns]`,
/// and that of a [ConvLayout].
final class ConvWeights {

    private ConvWeights() {}

    /// Puts weights in the order of the layout.
    static void pack(Convolution s, ConvLayout layout, Span w, Span packed) {
        var from = w.at();
        for (var filter = 0; filter < s.filters(); filter++) {
            for (var channel = 0; channel < s.channels(); channel++) {
                for (var row = 0; row < s.kernelRows(); row++) {
                    for (var column = 0; column < s.kernelColumns(); column++) {
                        var to = packed.at() + layout.at(filter, channel, row, column);
                        packed.array()[to] = w.array()[from++];
                    }
                }
            }
        }
    }

    /// The same for the way back to the image: the kernel is turned round, and filters and channels
    /// change their roles.
    static void packTurned(Convolution s, ConvLayout layout, Span w, Span packed) {
        var from = w.at();
        for (var filter = 0; filter < s.filters(); filter++) {
            for (var channel = 0; channel < s.channels(); channel++) {
                for (var row = s.kernelRows() - 1; row >= 0; row--) {
                    for (var column = s.kernelColumns() - 1; column >= 0; column--) {
                        var to =
                                packed.at()
                                        + layout.at(
                                                /* filter= */ channel,
                                                /* channel= */ filter,
                                                row,
                                                column);
                        packed.array()[to] = w.array()[from++];
                    }
                }
            }
        }
    }

    /// Puts weights that are in the order of the layout back in that of tensors.
    static void unpack(Convolution s, ConvLayout layout, Span packed, Span w) {
        var to = w.at();
        for (var filter = 0; filter < s.filters(); filter++) {
            for (var channel = 0; channel < s.channels(); channel++) {
                for (var row = 0; row < s.kernelRows(); row++) {
                    for (var column = 0; column < s.kernelColumns(); column++) {
                        var from = packed.at() + layout.at(filter, channel, row, column);
                        w.array()[to++] = packed.array()[from];
                    }
                }
            }
        }
    }
}
