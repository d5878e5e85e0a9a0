package dev.cuaderno.kernel.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes a program: as one Java file, as a Maven project, as a script for JShell.
public final class Export {

    private Export() {}

    /// The program as one Java file, which `java`, `javac` and JBang understand.
    ///
    /// @param file whose name the class bears, as far as a class can
    /// @param title what it was made from, for instance a notebook's file name
    public static void java(Program program, Path file, String title) throws IOException {
        var type = typeName(stem(file));
        write(file, JavaSource.of(program, type, title, type.equals(stem(file)), true));
    }

    /// The program as a Maven project in a folder: `mvn compile exec:java` runs it.
    public static void maven(Program program, Path folder, String title) throws IOException {
        var type = typeName(stem(folder));
        write(folder.resolve("pom.xml"), MavenProject.pom(program, stem(folder), type));
        write(
                folder.resolve("src/main/java").resolve(type + ".java"),
                JavaSource.of(program, type, title, true, false));
    }

    /// The program as a script: `jshell --class-path ... file.jsh`.
    public static void jshell(Program program, Path file, String title) throws IOException {
        write(file, ShellScript.of(program, title));
    }

    private static void write(Path file, String text) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Files.writeString(file, text);
    }

    private static String stem(Path file) {
        return file.toAbsolutePath()
                .normalize()
                .getFileName()
                .toString()
                .replaceFirst("\\.\\w+$", "");
    }

    /// A class name from a file's name: `01-hola mundo` becomes `HolaMundo`.
    public static String typeName(String stem) {
        if (stem.matches("[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}]*")
                && !javax.lang.model.SourceVersion.isKeyword(stem)) {
            return stem;
        }
        var name =
                Stream.of(stem.split("[^\\p{javaJavaIdentifierPart}]+|^[0-9]+"))
                        .filter(part -> !part.isEmpty())
                        .map(
                                part ->
                                        part.substring(0, 1).toUpperCase(java.util.Locale.ROOT)
                                                + part.substring(1))
                        .collect(Collectors.joining())
                        .replaceFirst("^[0-9]+", "");
        return name.isEmpty() ? "Notebook" : name;
    }

    /// The notes of a program, each a line.
    public static String notes(List<String> notes) {
        return notes.stream().map(note -> "note: " + note + "\n").collect(Collectors.joining());
    }
}
