package dev.cuaderno.kernel.language;

import jdk.jshell.Diag;
import jdk.jshell.SourceCodeAnalysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Writes the compiler's findings with the cell's own lines, a caret, and for unknown names what
/// could be imported.
final class Diagnostics {

    private static final int MAX_SUGGESTIONS = 3;
    private static final int INDEX_TRIES = 40;
    private static final int INDEX_WAIT_MILLIS = 50;

    private final SourceCodeAnalysis analysis;

    Diagnostics(SourceCodeAnalysis analysis) {
        this.analysis = analysis;
    }

    /// The failure of a cell whose `piece` does not compile.
    Outcome.Failed failed(Cell cell, Piece piece, List<Diag> found) {
        var errors = found.stream().filter(Diag::isError).toList();
        var lines = new ArrayList<String>();
        for (var error : errors) {
            write(cell, piece, error, lines);
        }
        if (errors.isEmpty()) {
            lines.add(Ansi.error("CompileError") + ": this is not valid Java");
            lines.add(
                    Place.of(cell.source(), start(piece)).marked(piece.source().strip().length()));
        }
        var place =
                Place.of(
                        cell.source(),
                        errors.isEmpty() ? start(piece) : offset(piece, errors.getFirst()));
        var message =
                errors.isEmpty() ? "this is not valid Java" : message(errors.getFirst()).getFirst();
        return new Outcome.Failed(
                Outcome.Cause.COMPILE,
                "CompileError",
                message,
                lines,
                place.line(),
                place.column());
    }

    private void write(Cell cell, Piece piece, Diag error, List<String> lines) {
        var at = offset(piece, error);
        var place = Place.of(cell.source(), at);
        var message = message(error);
        lines.add(
                Ansi.error("CompileError")
                        + " in "
                        + Ansi.place(cell.label() + ", line " + place.line())
                        + ": "
                        + message.getFirst());
        lines.add(place.marked((int) (error.getEndPosition() - error.getStartPosition())));
        lines.addAll(message.subList(1, message.size()));
        if (error.getCode() != null && error.getCode().startsWith("compiler.err.cant.resolve")) {
            var names = importable(piece, (int) error.getEndPosition());
            if (!names.isEmpty()) {
                lines.add(
                        names.stream()
                                .limit(MAX_SUGGESTIONS)
                                .map(name -> "import " + name + ";")
                                .collect(Collectors.joining("  or  ", "did you mean: ", "")));
            }
        }
    }

    /// The classes anywhere on the class path that bear the name which ends at `end`.
    private List<String> importable(Piece piece, int end) {
        var prefix = piece.source().substring(0, Math.min(end, piece.source().length()));
        var names = analysis.listQualifiedNames(prefix, prefix.length());
        // The index of all classes is built in the background, once for a session.
        for (int i = 0; i < INDEX_TRIES && !names.isUpToDate(); i++) {
            try {
                Thread.sleep(INDEX_WAIT_MILLIS);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return List.of();
            }
            names = analysis.listQualifiedNames(prefix, prefix.length());
        }
        return names.getNames();
    }

    /// Where in the cell an error is. A missing `;` is reported at the end of a piece, where there
    /// may be no text.
    private static int offset(Piece piece, Diag error) {
        var at = (int) Math.max(error.getPosition(), error.getStartPosition());
        return at < 0 ? start(piece) : piece.offset() + Math.min(at, piece.source().length());
    }

    private static int start(Piece piece) {
        var source = piece.source();
        return piece.offset() + source.length() - source.stripLeading().length();
    }

    /// The lines of a message, without those that speak of the classes around a cell.
    private static List<String> message(Diag error) {
        return error.getMessage(Locale.ROOT)
                .lines()
                .filter(
                        line ->
                                !line.strip().startsWith("location: class REPL")
                                        && !line.strip().equals("location: class"))
                .filter(line -> !line.isBlank())
                .toList();
    }
}
