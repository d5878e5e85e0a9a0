package dev.cuaderno.train;

import static dev.cuaderno.words.Words.say;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// How fast a training goes, and what to say about it.
final class Pace {

    private static final int BAR = 20;
    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final int SPARKS = 24;

    private final LongSupplier nanos;
    private final long start;
    private int epochsBefore = -1;
    private long shown;

    Pace(LongSupplier nanos) {
        this.nanos = nanos;
        this.start = nanos.getAsLong();
        this.shown = start;
    }

    /// What to say until the first step is done.
    static String waiting() {
        return say("the first step: loops for this network are being written and compiled ...");
    }

    /// Whether so much time has passed since this said yes.
    boolean due(long millis) {
        var now = nanos.getAsLong();
        if (now - shown < TimeUnit.MILLISECONDS.toNanos(millis)) {
            return false;
        }
        shown = now;
        return true;
    }

    /// `epoch 3/20 [=====> ] 312/938 1,234 samples/s ETA 0:12 loss 0.2314`.
    String line(Training training) {
        return barred(training, BAR);
    }

    /// The same in so many columns, with the losses of the epochs before as small bars if there is
    /// room for them.
    String line(Training training, int columns) {
        var line = barred(training, BAR);
        if (line.length() > columns) {
            line = barred(training, Math.max(1, BAR - (line.length() - columns)));
        }
        var sparks = spark(watched(training));
        return line.length() + 2 + sparks.length() <= columns && !sparks.isEmpty()
                ? line + "  " + sparks
                : line.substring(0, Math.min(columns, line.length()));
    }

    private String barred(Training training, int bar) {
        if (epochsBefore < 0) {
            epochsBefore = training.history().size();
        }
        var epochs = training.history().size() - epochsBefore;
        var part = (double) training.step() / training.steps();
        var samples = (double) epochs * training.samples() + training.seen();
        var seconds = Math.max(1e-9, (nanos.getAsLong() - start) * 1e-9);
        var left = training.epochs() - epochsBefore - epochs - part;
        var eta = Math.round(seconds / (epochs + part) * left);
        return String.format(
                Locale.ROOT,
                "%s %d/%d [%s] %d/%d  %,.0f %s/s  ETA %s  loss %s",
                say("epoch"),
                training.epoch(),
                training.epochs(),
                bar(part, bar),
                training.step(),
                training.steps(),
                samples / seconds,
                say("samples"),
                clock(eta),
                Table.number(training.meanLoss()));
    }

    private static String bar(double part, int length) {
        var full = (int) Math.floor(part * length);
        return full >= length
                ? "=".repeat(length)
                : "=".repeat(full) + ">" + " ".repeat(length - full - 1);
    }

    /// `0:07`, `12:34` or `1:02:03`.
    static String clock(long seconds) {
        var minutes = seconds / 60;
        return minutes < 60
                ? String.format(Locale.ROOT, "%d:%02d", minutes, seconds % 60)
                : String.format(
                        Locale.ROOT, "%d:%02d:%02d", minutes / 60, minutes % 60, seconds % 60);
    }

    /// `epoch 3/20 loss 0.2314 val_loss 0.2401 █▅▃▂▁`: nothing in it depends on a clock.
    static String line(Training training, Epoch epoch) {
        var digits = Integer.toString(training.epochs()).length();
        var line = new StringBuilder(say("epoch")).append(' ');
        line.append(" ".repeat(digits - Integer.toString(epoch.number()).length()));
        line.append(epoch.number()).append('/').append(training.epochs());
        epoch.values()
                .forEach(
                        (name, value) ->
                                line.append("  ")
                                        .append(name)
                                        .append(' ')
                                        .append(Table.number(value)));
        return line.append("  ").append(spark(watched(training))).toString();
    }

    private static List<Double> watched(Training training) {
        var history = training.history();
        var names = history.names();
        return names.isEmpty()
                ? List.of()
                : history.values(names.contains("val_loss") ? "val_loss" : "loss");
    }

    /// The last values as small bars.
    static String spark(List<Double> values) {
        var last = values.subList(Math.max(0, values.size() - SPARKS), values.size());
        var least = last.stream().mapToDouble(v -> v).min().orElse(0);
        var most = last.stream().mapToDouble(v -> v).max().orElse(0);
        var bars = new StringBuilder();
        for (var value : last) {
            var part = most > least ? (value - least) / (most - least) : 0;
            bars.append(BARS.charAt((int) Math.round(part * (BARS.length() - 1))));
        }
        return bars.toString();
    }
}
