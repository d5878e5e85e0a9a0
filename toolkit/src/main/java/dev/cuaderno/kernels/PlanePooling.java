package dev.cuaderno.kernels;

import java.util.Arrays;

/// Pooling of images that lie in planes, by whole vectors: as many planes as a vector has lanes are
/// turned into pixels, pooled as these are, and turned back.
public final class PlanePooling {

    private static final int V = Lanes.COUNT;

    private final Pooling loops;
    private final int planes;
    private final int[] pixels;
    private final int[] outPixels;
    private final Workers workers = Workers.shared();

    /// @param loops for pixels of [Lanes#COUNT] channels
    /// @param planes of all images together
    public PlanePooling(Pooling loops, int planes) {
        this.loops = loops;
        this.planes = planes;
        pixels = Turning.steps(loops.rows() * loops.columns(), V);
        outPixels = Turning.steps(loops.outRows() * loops.outColumns(), V);
    }

    /// Memory of one thread.
    // Never handed out.
    @SuppressWarnings("ArrayRecordComponent")
    private record Room(float[] x, float[] y, float[] winners, float[] block) {}

    private Room room() {
        var size = outPixels.length * V;
        return new Room(
                new float[pixels.length * V],
                new float[size],
                new float[size],
                new float[Turning.ROOM]);
    }

    /// What is done with some planes.
    @FunctionalInterface
    private interface Some {
        void treat(LaneImages in, LaneImages out, Room room);
    }

    private void over(Some some) {
        var rooms = new Room[workers.count()];
        workers.run(
                Math.ceilDiv(planes, V),
                (piece, worker) -> {
                    if (rooms[worker] == null) {
                        rooms[worker] = room();
                    }
                    some.treat(
                            LaneImages.from(piece * V, planes, pixels.length),
                            LaneImages.from(piece * V, planes, outPixels.length),
                            rooms[worker]);
                });
    }

    /// The largest of every window.
    public void largest(float[] x, int xAt, float[] y, int yAt) {
        var from = Images.planes(x, xAt);
        var to = Images.planes(y, yAt);
        over(
                (in, out, room) -> {
                    in.put(from, 0, room.x, 0, pixels, room.block);
                    loops.largest(room.x, 0, room.y, 0, null, 0);
                    out.give(room.y, 0, outPixels, to, 0, room.block);
                });
    }

    /// The gradient of x, given that of [#largest]: it goes to the first largest of each window.
    public void fromLargest(float[] x, int xAt, float[] g, int gAt, float[] back, int backAt) {
        var from = Images.planes(x, xAt);
        var given = Images.planes(g, gAt);
        var to = Images.planes(back, backAt);
        over(
                (in, out, room) -> {
                    in.put(from, 0, room.x, 0, pixels, room.block);
                    loops.largest(room.x, 0, room.y, 0, room.winners, 0);
                    out.put(given, 0, room.y, 0, outPixels, room.block);
                    loops.giveBack(room.y, 0, room.winners, 0, room.x, 0);
                    in.give(room.x, 0, pixels, to, 0, room.block);
                });
    }

    /// The mean of every window.
    public void means(float[] x, int xAt, float[] y, int yAt) {
        if (loops.isWhole()) {
            PlaneMeans.means(x, xAt, planes, pixels.length, y, yAt, workers);
            return;
        }
        var from = Images.planes(x, xAt);
        var to = Images.planes(y, yAt);
        over(
                (in, out, room) -> {
                    in.put(from, 0, room.x, 0, pixels, room.block);
                    loops.means(room.x, 0, room.y, 0);
                    out.give(room.y, 0, outPixels, to, 0, room.block);
                });
    }

    /// The gradient of x, given that of [#means].
    public void fromMeans(float[] g, int gAt, float[] back, int backAt) {
        if (loops.isWhole()) {
            PlaneMeans.spread(g, gAt, planes, pixels.length, back, backAt, workers);
            return;
        }
        var given = Images.planes(g, gAt);
        var to = Images.planes(back, backAt);
        over(
                (in, out, room) -> {
                    out.put(given, 0, room.y, 0, outPixels, room.block);
                    Arrays.fill(room.x, 0f);
                    loops.spread(room.y, 0, room.x, 0);
                    in.give(room.x, 0, pixels, to, 0, room.block);
                });
    }
}
