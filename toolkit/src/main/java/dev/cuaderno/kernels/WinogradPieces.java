package dev.cuaderno.kernels;

import static dev.cuaderno.kernels.WinogradPoints.CELLS;

import dev.cuaderno.kernels.Passes.Plane;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// [WinogradPoints] in two dimensions: each matrix is applied to the rows of a piece of 6x6 cells
/// and to its columns, for all channels. What a piece becomes are 36 values, "planes" apart.
final class WinogradPieces {

    /// Values of a piece.
    static final int VALUES = CELLS * CELLS;

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int V = Lanes.COUNT;

    /// Pieces side by side that are treated together, at most.
    static final int TOGETHER = 12;

    /// Numbers that the loops need for themselves.
    static final int SCRATCH = VALUES * (TOGETHER + 1) * V;

    private WinogradPieces() {}

    /// Bᵀ·d·B: the values of pieces of an image that lie side by side, [#TOGETHER] at most.
    ///
    /// @param step from one piece to the next, in columns
    /// @param v where the values go, its rows being the planes
    /// @param pitch from one piece's values to the next
    static void image(Plane x, int channels, int pieces, int step, Plane v, int pitch, Plane s) {
        var columns = (pieces - 1) * step + CELLS;
        for (var c = 0; c < channels; c += V) {
            for (var j = 0; j < columns; j++) {
                var at = x.at() + j * channels + c;
                WinogradPoints.values(x.array(), at, x.row(), s.array(), s.at() + j * CELLS * V, V);
            }
            for (var piece = 0; piece < pieces; piece++) {
                var from = s.at() + piece * step * CELLS * V;
                var to = v.at() + piece * pitch + c;
                for (var i = 0; i < CELLS; i++) {
                    var at = to + i * CELLS * v.row();
                    WinogradPoints.values(
                            s.array(), from + i * V, CELLS * V, v.array(), at, v.row());
                }
            }
        }
    }

    /// The way back of [#image]: adds B·v·Bᵀ to the cells of pieces.
    ///
    /// @param x the image
    /// @param row of the image in which the first row of the pieces lies, perhaps outside
    /// @param column of the image in which the first column of the first piece lies
    static void imageBack(
            Plane v,
            int pitch,
            int channels,
            int pieces,
            int step,
            Plane x,
            Area area,
            int row,
            int column,
            Plane s) {
        for (var c = 0; c < channels; c += V) {
            for (var piece = 0; piece < pieces; piece++) {
                for (var j = 0; j < CELLS; j++) {
                    var at = v.at() + piece * pitch + c + j * v.row();
                    var to = s.at() + (piece * VALUES + j) * V;
                    WinogradPoints.cells(v.array(), at, CELLS * v.row(), s.array(), to, CELLS * V);
                }
            }
            var end = Math.min(CELLS, area.rows - row);
            for (var i = Math.max(0, -row); i < end; i++) {
                var from = s.at() + i * CELLS * V;
                var to = x.at() + (row + i) * x.row() + c;
                if (step == 4) {
                    wide(s.array(), from, pieces, x.array(), to, channels, column, area.columns);
                } else {
                    narrow(s.array(), from, pieces, x.array(), to, channels, column, area.columns);
                }
            }
        }
    }

    /// Rows and columns of an image.
    record Area(int rows, int columns) {}

    /// Adds a row of pieces that lie 4 columns apart: two columns of a piece belong to the next one
    /// too.
    private static void wide(
            float[] s,
            int from,
            int pieces,
            float[] x,
            int to,
            int channels,
            int first,
            int columns) {
        var over0 = FloatVector.zero(S);
        var over1 = FloatVector.zero(S);
        for (var piece = 0; piece <= pieces; piece++) {
            var column = first + 4 * piece;
            var at = from + piece * VALUES * V;
            if (piece == pieces) {
                over0.intoArray(s, at);
                over1.intoArray(s, at + V);
                add(s, at, 2, x, to, channels, column, columns);
                return;
            }
            WinogradPoints.cells(s, at, V, s, at, V);
            over0.add(FloatVector.fromArray(S, s, at)).intoArray(s, at);
            over1.add(FloatVector.fromArray(S, s, at + V)).intoArray(s, at + V);
            over0 = FloatVector.fromArray(S, s, at + 4 * V);
            over1 = FloatVector.fromArray(S, s, at + 5 * V);
            add(s, at, 4, x, to, channels, column, columns);
        }
    }

    /// The same for pieces that lie 2 columns apart.
    private static void narrow(
            float[] s,
            int from,
            int pieces,
            float[] x,
            int to,
            int channels,
            int first,
            int columns) {
        var over0 = FloatVector.zero(S);
        var over1 = FloatVector.zero(S);
        var over2 = FloatVector.zero(S);
        var over3 = FloatVector.zero(S);
        for (var piece = 0; piece <= pieces; piece++) {
            var column = first + 2 * piece;
            var at = from + piece * VALUES * V;
            if (piece == pieces) {
                over0.intoArray(s, at);
                over1.intoArray(s, at + V);
                over2.intoArray(s, at + 2 * V);
                over3.intoArray(s, at + 3 * V);
                add(s, at, 4, x, to, channels, column, columns);
                return;
            }
            WinogradPoints.cells(s, at, V, s, at, V);
            over0.add(FloatVector.fromArray(S, s, at)).intoArray(s, at);
            over1.add(FloatVector.fromArray(S, s, at + V)).intoArray(s, at + V);
            over0 = over2.add(FloatVector.fromArray(S, s, at + 2 * V));
            over1 = over3.add(FloatVector.fromArray(S, s, at + 3 * V));
            over2 = FloatVector.fromArray(S, s, at + 4 * V);
            over3 = FloatVector.fromArray(S, s, at + 5 * V);
            add(s, at, 2, x, to, channels, column, columns);
        }
    }

    /// Adds some columns to those that there are.
    private static void add(
            float[] s,
            int at,
            int count,
            float[] x,
            int to,
            int channels,
            int column,
            int columns) {
        var end = Math.min(count, columns - column);
        for (var j = Math.max(0, -column); j < end; j++) {
            var place = to + (column + j) * channels;
            FloatVector.fromArray(S, x, place)
                    .add(FloatVector.fromArray(S, s, at + j * V))
                    .intoArray(x, place);
        }
    }

    /// Aᵀ·m·A for one piece: `size`x`size` results from the sums of the products of values, of
    /// which those in the first `rows` and `columns` are written.
    static void result(Plane m, int size, Plane y, int channels, int rows, int columns, Plane s) {
        var own = s.array();
        for (var c = 0; c < channels; c += V) {
            for (var j = 0; j < CELLS; j++) {
                var at = m.at() + c + j * m.row();
                WinogradPoints.results(
                        m.array(), at, CELLS * m.row(), size, own, s.at() + j * V, CELLS * V, size);
            }
            for (var i = 0; i < rows; i++) {
                var to = y.at() + i * y.row() + c;
                WinogradPoints.results(
                        own, s.at() + i * CELLS * V, V, size, y.array(), to, channels, columns);
            }
        }
    }

    /// The way back of [#result]: A·g·Aᵀ, the values of the `size`x`size` gradients of pieces that
    /// lie side by side.
    static void resultBack(
            Plane g, int channels, int pieces, int size, Plane m, int pitch, Plane s) {
        var own = s.array();
        for (var piece = 0; piece < pieces; piece++) {
            var from = g.at() + piece * size * channels;
            var to = m.at() + piece * pitch;
            for (var c = 0; c < channels; c += V) {
                for (var j = 0; j < size; j++) {
                    var at = from + j * channels + c;
                    WinogradPoints.gradients(
                            g.array(), at, g.row(), size, own, s.at() + j * V, CELLS * V);
                }
                for (var i = 0; i < CELLS; i++) {
                    var at = to + c + i * CELLS * m.row();
                    WinogradPoints.gradients(
                            own, s.at() + i * CELLS * V, V, size, m.array(), at, m.row());
                }
            }
        }
    }

    /// G·g·Gᵀ: the values of a kernel of `size`x`size` vectors of `width` numbers.
    ///
    /// @param g its rows being the way from one of them to the next
    /// @param u where the values go, its rows being the planes
    static void kernel(Plane g, int size, Plane u, int width, Plane s) {
        for (var c = 0; c < width; c += V) {
            for (var j = 0; j < size; j++) {
                var at = g.at() + c + j * g.row();
                WinogradPoints.weights(
                        g.array(), at, size * g.row(), size, s.array(), s.at() + j * V, size * V);
            }
            for (var i = 0; i < CELLS; i++) {
                var at = u.at() + c + i * CELLS * u.row();
                WinogradPoints.weights(
                        s.array(), s.at() + i * size * V, V, size, u.array(), at, u.row());
            }
        }
    }

    /// The way back of [#kernel]: Gᵀ·u·G.
    static void kernelBack(Plane u, int size, Plane g, int width, Plane s) {
        for (var c = 0; c < width; c += V) {
            for (var j = 0; j < CELLS; j++) {
                var at = u.at() + c + j * u.row();
                WinogradPoints.sums(
                        u.array(), at, CELLS * u.row(), size, s.array(), s.at() + j * V, CELLS * V);
            }
            for (var i = 0; i < size; i++) {
                var at = g.at() + c + i * size * g.row();
                WinogradPoints.sums(
                        s.array(), s.at() + i * CELLS * V, V, size, g.array(), at, g.row());
            }
        }
    }

    /// What a loop was warmed for.
    private record Warmed(String loop, int size) {}

    /// Asks for these loops to be compiled before they meet real work.
    ///
    /// @param size results of a piece in one dimension
    static void warm(int size) {
        var own = new Plane(new float[SCRATCH], 0, V);
        var values = new Plane(new float[VALUES * V], 0, V);
        var image = new Plane(new float[VALUES * V], 0, CELLS * V);
        var weights = new Plane(new float[VALUES * V], 0, V);
        TileLoops.also(
                new Warmed("image", size),
                VALUES * CELLS,
                () -> image(image, V, 1, size, values, VALUES * V, own));
        TileLoops.also(
                new Warmed("result", size),
                VALUES * CELLS,
                () -> result(values, size, image, V, size, size, own));
        TileLoops.also(
                new Warmed("kernel", size),
                VALUES * CELLS,
                () -> kernel(weights, CELLS + 1 - size, values, V, own));
    }

    /// The same for the way back.
    static void warmBack(int size) {
        var own = new Plane(new float[SCRATCH], 0, V);
        var values = new Plane(new float[VALUES * V], 0, V);
        var image = new Plane(new float[VALUES * V], 0, CELLS * V);
        var weights = new Plane(new float[VALUES * V], 0, V);
        var area = new Area(CELLS, CELLS);
        TileLoops.also(
                new Warmed("imageBack", size),
                VALUES * CELLS,
                () -> imageBack(values, VALUES * V, V, 1, size, image, area, 0, 0, own));
        TileLoops.also(
                new Warmed("resultBack", size),
                VALUES * CELLS,
                () -> resultBack(image, V, 1, size, values, VALUES * V, own));
        TileLoops.also(
                new Warmed("kernelBack", size),
                VALUES * CELLS,
                () -> kernelBack(values, CELLS + 1 - size, weights, V, own));
    }
}
