package dev.cuaderno.magic;

import com.sun.management.ThreadMXBean;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How long a piece of code takes: the result of `%timeit`.
///
/// @param secondsPerLoop for each run, the time of one pass
/// @param loops how many passes one run had
/// @param bytesPerLoop what one pass allocated in its own thread; negative where the JVM cannot
///   tell
public record Timing(List<Double> secondsPerLoop, int loops, double bytesPerLoop)
        implements Displayable {

    private static final double WARM_UP_SECONDS = 0.3;
    private static final double RUN_SECONDS = 0.1;
    private static final double NANO = 1e-9;
    private static final String[] UNITS = {"ns", "µs", "ms", "s"};

    // Written by every pass, so that the compiler cannot leave its work out.
    @SuppressWarnings("UnusedVariable")
    private static Object sink;

    /// Code with a value.
    @FunctionalInterface
    public interface Code {
        /// One pass.
        Object call() throws Exception;
    }

    /// Code without a value.
    @FunctionalInterface
    public interface Block {
        /// One pass.
        void run() throws Exception;
    }

    public Timing {
        secondsPerLoop = List.copyOf(secondsPerLoop);
    }

    /// The mean time of one pass, in seconds.
    public double mean() {
        return secondsPerLoop.stream().mapToDouble(each -> each).average().orElse(Double.NaN);
    }

    /// The standard deviation of the runs, in seconds.
    public double deviation() {
        var mean = mean();
        return Math.sqrt(
                secondsPerLoop.stream()
                        .mapToDouble(each -> (each - mean) * (each - mean))
                        .average()
                        .orElse(Double.NaN));
    }

    /// The best time of one pass, in seconds.
    public double best() {
        return secondsPerLoop.stream().mapToDouble(each -> each).min().orElse(Double.NaN);
    }

    /// Measures code: after a warm-up, `runs` runs of `loops` passes each.
    ///
    /// @param loops 0 to choose it so that a run takes about a tenth of a second
    /// @throws Exception what the code throws, or [InterruptedException]
    public static Timing measure(int loops, int runs, Code code) throws Exception {
        var passes = loops > 0 ? loops : chooseLoops(code);
        if (loops > 0) {
            time(code, 1);
        }
        var seconds = new ArrayList<Double>();
        var before = allocated();
        for (int i = 0; i < runs; i++) {
            seconds.add(time(code, passes) / passes);
        }
        var bytes = before < 0 ? -1 : (allocated() - before) / ((double) runs * passes);
        return new Timing(seconds, passes, bytes);
    }

    /// Measures code without a value.
    public static Timing measure(int loops, int runs, Block block) throws Exception {
        return measure(
                loops,
                runs,
                () -> {
                    block.run();
                    return null;
                });
    }

    /// Warms the code up, doubling the passes until their time tells how many fit in a run.
    private static int chooseLoops(Code code) throws Exception {
        var loops = 1;
        var spent = 0.0;
        while (true) {
            var seconds = time(code, loops);
            spent += seconds;
            if (seconds >= RUN_SECONDS && (spent >= WARM_UP_SECONDS || loops == 1)) {
                return loops;
            }
            if (seconds < RUN_SECONDS) {
                if (loops > Integer.MAX_VALUE / 2) {
                    return loops;
                }
                loops *= 2;
            }
        }
    }

    private static double time(Code code, int loops) throws Exception {
        if (Thread.interrupted()) {
            throw new InterruptedException("stopped while measuring");
        }
        var begin = System.nanoTime();
        for (int i = 0; i < loops; i++) {
            sink = code.call();
        }
        var seconds = (System.nanoTime() - begin) * NANO;
        sink = null;
        return seconds;
    }

    private static long allocated() {
        return ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
                        && threads.isThreadAllocatedMemorySupported()
                ? threads.getCurrentThreadAllocatedBytes()
                : -1;
    }

    /// A time with the unit that suits it, for instance `12.3 µs`.
    public static String format(double seconds) {
        var value = seconds / NANO;
        var unit = 0;
        while (value >= 1000 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, value < 10 ? "%.2f %s" : "%.1f %s", value, UNITS[unit]);
    }

    /// A number of bytes with the unit that suits it, for instance `1.2 MB`.
    public static String formatBytes(double bytes) {
        if (bytes < 1000) {
            return String.format(Locale.ROOT, "%.0f B", bytes);
        }
        var value = bytes;
        var unit = 0;
        for (; value >= 1000 && unit < 4; unit++) {
            value /= 1000;
        }
        return String.format(Locale.ROOT, "%.1f %sB", value, " kMGT".charAt(unit));
    }

    @Override
    public String toString() {
        return format(mean())
                + " ± "
                + format(deviation())
                + " per loop (mean ± deviation of "
                + secondsPerLoop.size()
                + " runs, "
                + loops
                + (loops == 1 ? " loop" : " loops")
                + " each); best "
                + format(best())
                + (bytesPerLoop < 0
                        ? ""
                        : "; " + formatBytes(bytesPerLoop) + " allocated per loop");
    }

    @Override
    public MimeBundle mime() {
        return MimeBundle.text(toString());
    }
}
