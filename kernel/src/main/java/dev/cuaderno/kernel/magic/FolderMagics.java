package dev.cuaderno.kernel.magic;

import dev.cuaderno.kernel.language.Settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/// `%cd` and `%pwd`: the working folder of the cells.
final class FolderMagics {

    private FolderMagics() {}

    static List<Magic> all() {
        return List.of(new Change(), new Print());
    }

    /// A path as users write it, with `~` for their home.
    ///
    /// @throws MagicException if it is none
    static Path path(String text, Path folder) throws MagicException {
        var home = System.getProperty("user.home");
        var full = text.equals("~") || text.startsWith("~/") ? home + text.substring(1) : text;
        try {
            return folder.resolve(full).normalize();
        } catch (InvalidPathException bad) {
            throw new MagicException("this is no path: " + text + " (" + bad.getReason() + ")");
        }
    }

    private static final class Change implements Magic {

        private Path before;

        @Override
        public String name() {
            return "cd";
        }

        @Override
        public String help() {
            return "Changes the folder that relative paths begin at; %cd - goes back.";
        }

        @Override
        public Syntax syntax() {
            return Syntax.optionalWord("FOLDER");
        }

        @Override
        public Result run(Call call, MagicSession session) throws MagicException, CellFailure {
            var wanted = call.arguments().first().orElse("~");
            if (wanted.equals("-") && before == null) {
                throw new MagicException("there is no folder to go back to");
            }
            var target = wanted.equals("-") ? before : path(wanted, session.folder());
            var left = session.folder();
            session.changeFolder(target);
            before = left;
            return Result.text(session.folder().toString());
        }

        @Override
        public List<String> complete(String arguments, Settings settings) {
            return Completing.files(arguments, settings.folder(), "/");
        }
    }

    private static final class Print implements Magic {

        @Override
        public String name() {
            return "pwd";
        }

        @Override
        public String help() {
            return "The folder that relative paths begin at.";
        }

        @Override
        public Result run(Call call, MagicSession session) {
            return Result.text(session.folder().toString());
        }
    }
}
