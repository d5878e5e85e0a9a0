package dev.cuaderno.kernel.language;

import dev.cuaderno.worker.Failure;

import java.util.ArrayList;
import java.util.List;

/// Writes a throwable for the reader of a notebook: the cells' own frames with their source lines,
/// causes and suppressed ones kept, the kernel's frames left out, long runs of library frames
/// shortened.
final class Traces {

    private static final int MAX_CAUSES = 10;
    private static final int MAX_FRAMES = 20;

    private final Origins origins;

    Traces(Origins origins) {
        this.origins = origins;
    }

    /// The failure of `cell` by a throwable.
    Outcome.Failed failed(Outcome.Cause cause, Failure failure, Cell cell) {
        var lines = new ArrayList<String>();
        write(failure, "", 0, lines);
        var place = placeIn(cell, failure);
        return new Outcome.Failed(
                cause,
                simpleName(failure.type()),
                failure.message() == null ? "" : failure.message(),
                lines,
                place == null ? 0 : place.line(),
                place == null ? 0 : place.column());
    }

    /// The name of a class without its package and without the class around it.
    static String simpleName(String type) {
        return type.substring(1 + Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')));
    }

    private Place placeIn(Cell cell, Failure failure) {
        for (var frame : failure.frames()) {
            if (origins.cell(frame).filter(cell::equals).isPresent()) {
                return origins.place(frame).orElse(null);
            }
        }
        return failure.cause() == null ? null : placeIn(cell, failure.cause());
    }

    private void write(Failure failure, String label, int depth, List<String> lines) {
        var message = failure.message();
        lines.add(
                label
                        + Ansi.error(simpleName(failure.type()))
                        + (message == null ? "" : ": " + message));
        writeFrames(failure.frames(), lines);
        for (var suppressed : failure.suppressed()) {
            write(suppressed, "Suppressed: ", depth + 1, lines);
        }
        if (failure.cause() != null && depth < MAX_CAUSES) {
            write(failure.cause(), "Caused by: ", depth + 1, lines);
        }
    }

    private void writeFrames(List<StackTraceElement> frames, List<String> lines) {
        var end = frames.size();
        // What lies below the cell's own frames is the machinery that called it.
        while (end > 0 && !Origins.isCell(frames.get(end - 1))) {
            end--;
        }
        if (end == 0) {
            // No cell's frame at all: what a library's magic has thrown.
            while (end < frames.size()
                    && !frames.get(end).getClassName().startsWith("dev.cuaderno.worker.")) {
                end++;
            }
        }
        var user = frames.subList(0, end);
        var shown = 0;
        for (int i = 0; i < user.size(); i++) {
            if (shown++ == MAX_FRAMES) {
                lines.add("    ... " + (user.size() - i) + " frames more");
                return;
            }
            var frame = user.get(i);
            if (Origins.isCell(frame)) {
                lines.add("    at " + describe(frame));
            } else {
                lines.add("    at " + frame);
                var skip = i + 1;
                while (skip < user.size() && !Origins.isCell(user.get(skip))) {
                    skip++;
                }
                if (skip - i > 2) {
                    lines.add("    ... " + (skip - i - 1) + " library frames");
                    i = skip - 1;
                }
            }
        }
    }

    private String describe(StackTraceElement frame) {
        var cell = origins.cell(frame);
        if (cell.isEmpty()) {
            return "start-up code";
        }
        var method = frame.getMethodName();
        var inMethod =
                method.equals("do_it$")
                        ? ""
                        : " in " + method.replaceAll("^lambda\\$.*", "a lambda");
        var where = cell.get().label();
        return origins.place(frame)
                .map(
                        place ->
                                Ansi.place(where + ", line " + place.line())
                                        + inMethod
                                        + ": "
                                        + place.text().strip())
                .orElse(Ansi.place(where) + inMethod);
    }
}
