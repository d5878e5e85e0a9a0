package dev.cuaderno.display;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.LongSupplier;

/// A bar that shows how far a loop has come, how fast it goes and how long it will take.
///
/// ```java
/// for (var file : progress(files)) { ... }
/// for (int i : progress(1_000_000)) { ... }
/// try (var bar = Progress.of("reading", total)) { bar.step(n); ... }
/// ```
///
/// In a notebook the bar is redrawn in its place; bars of loops within loops stand below each other
/// and go when they end. In a terminal it is one line of standard error, redrawn; where standard
/// error is no terminal, a line at the end. A step costs an addition and a comparison: the clock is
/// asked as seldom as the loop's own speed allows.
public final class Progress implements AutoCloseable {

    private static final long EVERY_NANOS = 100_000_000;

    // Bars within bars: of one thread, since a loop runs in one.
    private static final ThreadLocal<List<Progress>> OPEN = ThreadLocal.withInitial(ArrayList::new);

    private final String label;
    private final long total;
    private final LongSupplier clock;
    private final Screen screen;
    private final Object place;
    private final long begin;
    private long count;
    private long stride = 1;
    private long look = 1;
    private long looked;
    private long drawn;
    private boolean closed;

    private Progress(String label, long total, LongSupplier clock, Screen screen, Object place) {
        this.label = label;
        this.total = total;
        this.clock = clock;
        this.screen = screen;
        this.place = place;
        begin = clock.getAsLong();
        looked = begin;
        drawn = begin;
    }

    /// The elements of `all`, with a bar while they are gone through.
    public static <T> Iterable<T> progress(Iterable<T> all) {
        return progress("", all);
    }

    /// The elements of `all`, with a bar that says what it is for.
    public static <T> Iterable<T> progress(String label, Iterable<T> all) {
        var size = all instanceof Collection<?> collection ? collection.size() : -1;
        return () -> new Steps<>(all.iterator(), of(label, size));
    }

    /// The elements of an array, with a bar while they are gone through.
    public static <T> Iterable<T> progress(T[] all) {
        return progress("", Arrays.asList(all));
    }

    /// The numbers from 0 to `n` - 1, with a bar while they are gone through.
    public static Iterable<Integer> progress(int n) {
        return progress("", n);
    }

    /// The numbers from 0 to `n` - 1, with a bar that says what it is for.
    public static Iterable<Integer> progress(String label, int n) {
        return () -> new Steps<>(new Numbers(n), of(label, n));
    }

    /// A bar to be moved by hand.
    ///
    /// @param label what is being done; may be empty
    /// @param total how many steps there are; negative where nobody knows
    public static Progress of(String label, long total) {
        return open(label, total, System::nanoTime, null);
    }

    /// @param screen where an outermost bar draws; null for the notebook or the terminal
    static Progress open(String label, long total, LongSupplier clock, Screen screen) {
        var open = OPEN.get();
        var place = Display.place();
        // A loop that was left by `break` or an exception in an earlier cell is no outer loop.
        open.removeIf(outer -> outer.closed || !outer.place.equals(place));
        var where =
                !open.isEmpty() ? open.getFirst().screen : screen != null ? screen : Screen.here();
        var bar = new Progress(label, total, clock, where, place);
        open.add(bar);
        bar.draw(bar.begin, false);
        return bar;
    }

    /// One step is done.
    public void step() {
        step(1);
    }

    /// Some steps are done.
    public void step(long steps) {
        count += steps;
        if (count >= look) {
            look();
        }
    }

    private void look() {
        var now = clock.getAsLong();
        var since = now - looked;
        looked = now;
        // Aims at a tenth of the time between two drawings, and slows down faster than it speeds
        // up, so that a loop that becomes slow is not long without a look.
        stride = since < EVERY_NANOS / 10 ? stride * 2 : Math.max(1, stride / 4);
        look = count + stride;
        if (now - drawn >= EVERY_NANOS && !closed) {
            draw(now, false);
        }
    }

    private void draw(long now, boolean last) {
        drawn = now;
        var open = OPEN.get();
        var own = open.indexOf(this);
        if (own >= 0 && own + 1 < open.size()) {
            // Loops within that were left early.
            open.subList(own + 1, open.size()).clear();
        }
        var bars = new ArrayList<Bar>();
        for (var each : own < 0 ? List.of(this) : open) {
            bars.add(each.state(now, last && each == this));
        }
        if (last && bars.size() > 1) {
            bars.removeLast();
        }
        screen.draw(bars, last && bars.size() == 1 && bars.getFirst().ended());
    }

    private Bar state(long now, boolean ended) {
        return new Bar(label, count, total, (now - begin) / 1e9, ended);
    }

    /// How many steps are done.
    public long count() {
        return count;
    }

    /// The bar stays as it is, or goes where it is one within another.
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            draw(clock.getAsLong(), true);
            OPEN.get().remove(this);
        }
    }

    private static final class Numbers implements Iterator<Integer> {
        private final int end;
        private int next;

        Numbers(int end) {
            this.end = end;
        }

        @Override
        public boolean hasNext() {
            return next < end;
        }

        @Override
        public Integer next() {
            if (next >= end) {
                throw new NoSuchElementException();
            }
            return next++;
        }
    }

    /// A step is done when the next one is asked for.
    private static final class Steps<T> implements Iterator<T> {
        private final Iterator<T> elements;
        private final Progress bar;
        private boolean begun;

        Steps(Iterator<T> elements, Progress bar) {
            this.elements = elements;
            this.bar = bar;
        }

        @Override
        public boolean hasNext() {
            if (elements.hasNext()) {
                return true;
            }
            if (begun) {
                begun = false;
                bar.step();
            }
            bar.close();
            return false;
        }

        @Override
        public T next() {
            if (begun) {
                bar.step();
            }
            begun = true;
            return elements.next();
        }
    }
}
