package dev.cuaderno.explain;

import java.util.List;

/// Which frames of a long trace are drawn: the first ones and the last one.
///
/// @param first shown in full, from the first on
/// @param left how many are left out
/// @param last shown after the gap
record Excerpts(List<Frame> first, int left, List<Frame> last) {

    /// Cells of images in one filmstrip: more would make a page slow.
    private static final int MOST_CELLS = 4000;

    private static final int MOST_FRAMES = 40;

    static Excerpts of(Trace trace) {
        var frames = trace.frames();
        var room = MOST_CELLS / (trace.planes().size() * trace.picture().cells().elements());
        var shown = Math.clamp(room, 3, MOST_FRAMES);
        if (frames.size() <= shown) {
            return new Excerpts(frames, 0, List.of());
        }
        var front = frames.subList(0, shown - 1);
        return new Excerpts(front, frames.size() - shown, List.of(frames.getLast()));
    }
}
