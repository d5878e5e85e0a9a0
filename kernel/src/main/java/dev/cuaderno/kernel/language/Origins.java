package dev.cuaderno.kernel.language;

import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Remembers which cell each generated class comes from, to find the user's line for a stack frame.
final class Origins {

    // REPL.$JShell$12 for the snippet itself, REPL.$JShell$12$Inner for what it declares.
    private static final Pattern WRAPPER = Pattern.compile("(REPL\\.\\$JShell\\$\\d+[A-Z]*).*");

    private record Origin(Cell cell, int offset) {}

    private record Source(Origin origin, SnippetWrapper wrapper) {}

    private final Map<String, Origin> bySnippet = new HashMap<>();
    private final Map<String, Source> byClass = new HashMap<>();

    /// A snippet that was cut from a cell.
    void add(Snippet snippet, Cell cell, int offset) {
        bySnippet.put(snippet.id(), new Origin(cell, offset));
    }

    /// A snippet was compiled, for the first time or again because of one that it depends on.
    void compiled(Snippet snippet, SourceCodeAnalysis analysis) {
        var origin = bySnippet.get(snippet.id());
        if (origin != null) {
            var wrapper = analysis.wrapper(snippet);
            byClass.put(wrapper.fullClassName(), new Source(origin, wrapper));
        }
    }

    /// True for a frame of a class that JShell generated.
    static boolean isCell(StackTraceElement frame) {
        return WRAPPER.matcher(frame.getClassName()).matches();
    }

    /// The cell a frame is in.
    Optional<Cell> cell(StackTraceElement frame) {
        return source(frame).map(source -> source.origin().cell());
    }

    /// The place in its cell that a frame is at.
    Optional<Place> place(StackTraceElement frame) {
        return source(frame)
                .flatMap(
                        source -> {
                            var at = sourcePosition(source.wrapper(), frame.getLineNumber());
                            return at < 0
                                    ? Optional.empty()
                                    : Optional.of(
                                            Place.of(
                                                    source.origin().cell().source(),
                                                    source.origin().offset() + at));
                        });
    }

    private Optional<Source> source(StackTraceElement frame) {
        var match = WRAPPER.matcher(frame.getClassName());
        return match.matches()
                ? Optional.ofNullable(byClass.get(match.group(1)))
                : Optional.empty();
    }

    /// The first visible character of the snippet on, or else nearest to, a line of its wrapper
    /// class; -1 if none.
    private static int sourcePosition(SnippetWrapper wrapper, int wrappedLine) {
        var wrapped = wrapper.wrapped();
        var begin = 0;
        for (int line = 1; line < wrappedLine && begin >= 0; line++) {
            begin = wrapped.indexOf('\n', begin) + 1;
            if (begin == 0) {
                return -1;
            }
        }
        var end = wrapped.indexOf('\n', begin);
        end = end < 0 ? wrapped.length() : end;
        var source = wrapper.source();
        var nearest = -1;
        var least = Integer.MAX_VALUE;
        for (int at = 0; at < source.length(); at++) {
            if (Character.isWhitespace(source.charAt(at))) {
                continue;
            }
            // An expression's value is stored on a line of its own, beside the one it is written
            // on.
            var position = wrapper.sourceToWrappedPosition(at);
            var distance = position < begin ? begin - position : Math.max(0, position - end + 1);
            if (distance < least) {
                least = distance;
                nearest = at;
            }
        }
        return nearest;
    }
}
