package dev.cuaderno.kernel.language;

import jdk.jshell.Diag;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Writes the compiler's findings with the cell's own lines, a caret, and for unknown names what
/// could be imported.
final class Diagnostics {

    private static final String NOT_JAVA = "this is not valid Java";
    private static final Pattern LANG = Pattern.compile("\\bjava\\.lang\\.(?=\\p{Lu})");
    private static final int MAX_SUGGESTIONS = 3;
    private static final int INDEX_TRIES = 40;
    private static final int INDEX_WAIT_MILLIS = 50;

    private final Session session;

    Diagnostics(Session session) {
        this.session = session;
    }

    /// The failure of a cell of which some pieces do not compile. What is only missing because
    /// another of these pieces was to declare it is left out.
    Outcome.Failed failed(Cell cell, List<Compilation.Rejected> rejected) {
        var undeclared = new HashSet<String>();
        var lines = new ArrayList<String>();
        Place place = null;
        String message = null;
        for (var each : rejected) {
            var piece = each.piece();
            var errors = each.diagnostics().stream().filter(Diag::isError).toList();
            var own = errors.stream().filter(error -> !follows(piece, error, undeclared)).toList();
            undeclared.addAll(Names.declared(each.snippet()));
            if (own.isEmpty() && !errors.isEmpty()) {
                continue;
            }
            for (var error : own) {
                write(cell, piece, error, lines);
            }
            var at = own.isEmpty() ? start(piece) : offset(piece, own.getFirst());
            if (own.isEmpty()) {
                lines.add(Ansi.error("CompileError") + ": " + NOT_JAVA);
                lines.add(Place.of(cell.source(), at).marked(piece.source().strip().length()));
            }
            if (place == null) {
                place = Place.of(cell.source(), at);
                message = own.isEmpty() ? NOT_JAVA : message(own.getFirst()).getFirst();
            }
        }
        return new Outcome.Failed(
                Outcome.Cause.COMPILE,
                "CompileError",
                message,
                lines,
                place.line(),
                place.column());
    }

    private static boolean follows(Piece piece, Diag error, Set<String> undeclared) {
        return isUnresolved(error) && undeclared.contains(text(piece, error));
    }

    private static boolean isUnresolved(Diag error) {
        return error.getCode() != null && error.getCode().startsWith("compiler.err.cant.resolve");
    }

    /// The text that an error is about.
    private static String text(Piece piece, Diag error) {
        var length = piece.source().length();
        var start = Math.clamp(error.getStartPosition(), 0, length);
        return piece.source().substring(start, Math.clamp(error.getEndPosition(), start, length));
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
        lines.add(place.marked((int) error.getEndPosition() - (at - piece.offset())));
        lines.addAll(message.subList(1, message.size()));
        lines.addAll(hints(cell, piece, error));
    }

    private List<String> hints(Cell cell, Piece piece, Diag error) {
        if ("compiler.err.doesnt.exist".equals(error.getCode())) {
            return List.of(
                    "if it is a library's: %dep group:artifact:version adds it to the notebook");
        }
        if (!isUnresolved(error)) {
            return List.of();
        }
        var imports =
                importable(piece, (int) error.getEndPosition()).stream()
                        .map(name -> "import " + name + ";");
        var near =
                Names.near(
                        session,
                        cell,
                        piece,
                        Math.clamp(error.getEndPosition(), 0, piece.source().length()))
                        .stream();
        var found = Stream.concat(near, imports).limit(MAX_SUGGESTIONS).toList();
        return found.isEmpty()
                ? List.of()
                : List.of("did you mean: " + String.join("  or  ", found));
    }

    /// The classes anywhere on the class path that bear the name which ends at `end`.
    private List<String> importable(Piece piece, int end) {
        var prefix = piece.source().substring(0, Math.min(end, piece.source().length()));
        var names = session.analysis.listQualifiedNames(prefix, prefix.length());
        // The index of all classes is built in the background, once for a session.
        for (int i = 0; i < INDEX_TRIES && !names.isUpToDate(); i++) {
            try {
                Thread.sleep(INDEX_WAIT_MILLIS);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return List.of();
            }
            names = session.analysis.listQualifiedNames(prefix, prefix.length());
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
                .map(line -> LANG.matcher(line).replaceAll(""))
                .toList();
    }
}
