package dev.cuaderno.explain;

import dev.cuaderno.tensor.Index;

/// Some cells of an axis: `from`, `from + step`, ... before `to`.
public record Span(int from, int to, int step) {

    /// Neighbouring cells from `from` before `to`.
    public static Span of(int from, int to) {
        return new Span(from, to, 1);
    }

    /// Whether a cell is one of these.
    public boolean contains(int cell) {
        return cell >= from && cell < to && (cell - from) % step == 0;
    }

    /// The number of cells.
    public int size() {
        return Math.max(0, Math.ceilDiv(to - from, step));
    }

    /// Those of the cells that lie in another span of neighbours.
    public Span within(Span limits) {
        var missing = Math.max(0, limits.from - from);
        return new Span(from + Math.ceilDiv(missing, step) * step, Math.min(to, limits.to), step);
    }

    /// These cells, for [dev.cuaderno.tensor.Views#at].
    Index index() {
        return new Index.Range(from, to, step);
    }

    /// `0..1`, both ends among them; `0..4 step 2` where cells are left out.
    @Override
    public String toString() {
        var last = from + (size() - 1) * step;
        return from + ".." + last + (step == 1 ? "" : " step " + step);
    }
}
