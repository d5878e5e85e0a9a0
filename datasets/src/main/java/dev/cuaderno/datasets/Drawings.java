package dev.cuaderno.datasets;

import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

/// Pictures made by formulas, for filters to be tried on.
final class Drawings {

    private static final double[] LIGHT = {-0.5, -0.7, -0.51};

    private Drawings() {}

    /// The colour of a place.
    private interface Painter {
        /// @param y from 0 above to 1 below
        /// @param x from 0 at the left to the width over the height at the right
        double[] colour(double y, double x);
    }

    private static Tensor painted(int height, int width, Painter painter) {
        var numbers = new float[3 * height * width];
        for (var i = 0; i < height; i++) {
            for (var j = 0; j < width; j++) {
                var colour = new double[3];
                // Four places of a pixel, so that edges are smooth.
                for (var part = 0; part < 4; part++) {
                    var one =
                            painter.colour(
                                    (i + 0.25 + (part < 2 ? 0 : 0.5)) / height,
                                    (j + 0.25 + (part % 2 == 0 ? 0 : 0.5)) / height);
                    for (var c = 0; c < 3; c++) {
                        colour[c] += one[c] / 4;
                    }
                }
                for (var c = 0; c < 3; c++) {
                    numbers[(c * height + i) * width + j] = (float) Math.clamp(colour[c], 0, 1);
                }
            }
        }
        return Tensor.of(new Storage.Floats(numbers), Shape.of(3, height, width));
    }

    /// A star of 36 rays, rings that become narrower, bars and a wedge of greys.
    static Tensor testChart(int size) {
        return painted(size, size, Drawings::chart);
    }

    private static double[] chart(double y, double x) {
        if (y > 0.85) {
            return grey(y > 0.925 ? Math.floor(x * 11) / 10 : x);
        }
        if (x > 0.8) {
            // Bars of 2, 4, 8, ... to a fifth of the width.
            var count = Math.scalb(1.0, 1 + (int) (y / 0.17));
            return grey(Math.floor((x - 0.8) / 0.2 * 2 * count) % 2);
        }
        var down = y - 0.425;
        var across = x - 0.4;
        var radius = Math.hypot(down, across);
        if (radius < 0.22) {
            var turns = StrictMath.atan2(down, across) / (2 * Math.PI) + 0.5;
            return grey(Math.floor(turns * 36) % 2);
        }
        return grey(0.5 + 0.5 * StrictMath.cos(260 * radius * radius));
    }

    private static double[] grey(double value) {
        return new double[] {value, value, value};
    }

    /// Mountains behind a lake, a sun, a house.
    static Tensor landscape(int height, int width) {
        return painted(height, width, Drawings::view);
    }

    private static double[] view(double y, double x) {
        var mirrored = y > 0.72;
        var wave = mirrored ? 0.004 * StrictMath.sin(90 * y * y) : 0;
        var above = mirrored ? 1.44 - y + wave : y;
        if (!mirrored && y > 0.5 && y < 0.7 && x > 0.55 && x < 0.8) {
            var wall = house(y, x);
            if (wall != null) {
                return wall;
            }
        }
        var colour = land(above, x + wave);
        if (mirrored) {
            for (var c = 0; c < 3; c++) {
                colour[c] = 0.7 * colour[c] + (c == 2 ? 0.12 : 0.03);
            }
        }
        return colour;
    }

    private static double[] land(double y, double x) {
        var near = 0.6 - 0.05 * StrictMath.sin(7 * x + 1) - 0.02 * StrictMath.sin(23 * x);
        if (y > near) {
            var tuft = 0.06 * StrictMath.sin(140 * x) * StrictMath.sin(170 * y);
            return new double[] {0.25 + tuft, 0.45 + tuft, 0.18};
        }
        var far =
                0.42
                        - 0.12 * Math.abs(StrictMath.sin(2.7 * x + 0.4))
                        - 0.03 * Math.abs(StrictMath.sin(11 * x));
        if (y > far) {
            var snow = y < 0.36 - 0.02 * StrictMath.sin(60 * x) ? 0.45 : 0;
            return new double[] {0.42 + snow, 0.45 + snow, 0.55 + 0.8 * snow};
        }
        if (Math.hypot(y - 0.16, x - 0.95) < 0.07) {
            return new double[] {1, 0.93, 0.6};
        }
        return new double[] {0.45 + 0.6 * y, 0.65 + 0.4 * y, 0.95};
    }

    /// @return null beside the house
    private static double[] house(double y, double x) {
        if (y < 0.58) {
            var inRoof = Math.abs(x - 0.675) < (y - 0.5) * 1.5;
            return inRoof ? new double[] {0.6, 0.2, 0.15} : null;
        }
        if (Math.abs(x - 0.675) > 0.1) {
            return null;
        }
        var window = y > 0.61 && y < 0.66 && Math.abs(Math.abs(x - 0.675) - 0.055) < 0.022;
        var door = y > 0.63 && Math.abs(x - 0.675) < 0.02;
        return window
                ? new double[] {0.2, 0.25, 0.35}
                : door ? new double[] {0.35, 0.22, 0.12} : new double[] {0.93, 0.88, 0.78};
    }

    /// Three balls on a chequered floor, lit from the upper left.
    static Tensor balls(int height, int width) {
        double[][] balls = {
            {0.62, 0.36, 0.2, 0.85, 0.25, 0.2},
            {0.7, 0.78, 0.13, 0.2, 0.55, 0.85},
            {0.5, 1.02, 0.17, 0.95, 0.8, 0.25}
        };
        return painted(height, width, (y, x) -> ball(y, x, balls));
    }

    private static double[] ball(double y, double x, double[]... balls) {
        for (var one : balls) {
            var down = (y - one[0]) / one[2];
            var across = (x - one[1]) / one[2];
            var rest = 1 - down * down - across * across;
            if (rest > 0) {
                var deep = -Math.sqrt(rest);
                var facing = across * LIGHT[0] + down * LIGHT[1] + deep * LIGHT[2];
                var lit = 0.2 + 0.8 * Math.max(0, facing);
                var shine = StrictMath.pow(Math.max(0, facing), 40);
                return new double[] {
                    one[3] * lit + shine, one[4] * lit + shine, one[5] * lit + shine
                };
            }
        }
        if (y < 0.45) {
            return new double[] {0.75 + 0.3 * y, 0.8 + 0.2 * y, 0.9};
        }
        // The floor in perspective: as far away as it is near to the horizon.
        var depth = 0.1 / (y - 0.44);
        var chequer =
                Math.floorMod(
                        (int) (Math.floor(depth * 8) + Math.floor((x - 0.7) * depth * 20)), 2);
        var shadow = 1.0;
        for (var one : balls) {
            var down = (y - one[0] - one[2] * 0.95) / (one[2] * 0.3);
            var across = (x - one[1] - one[2] * 0.6) / one[2];
            shadow = Math.min(shadow, Math.clamp(0.4 + 0.6 * Math.hypot(down, across), 0.4, 1));
        }
        return grey((chequer == 0 ? 0.85 : 0.3) * shadow);
    }
}
