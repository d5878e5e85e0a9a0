package dev.cuaderno.kernel.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/// What a worker JVM is started with.
///
/// @param jdkHome the JDK to run on
/// @param jvmOptions options of the JVM, for instance `-Xmx8g`
/// @param classPath jars and folders of the user
/// @param folder the working folder of the cells
public record Launch(Path jdkHome, List<String> jvmOptions, List<Path> classPath, Path folder) {

    public Launch {
        jvmOptions = List.copyOf(jvmOptions);
        classPath = List.copyOf(classPath);
    }

    /// On the JDK of this process, with this working folder.
    public static Launch here(List<String> jvmOptions, List<Path> classPath) {
        return new Launch(
                Path.of(System.getProperty("java.home")),
                jvmOptions,
                classPath,
                Path.of("").toAbsolutePath());
    }

    /// Makes sure that the JDK can run what this one compiles.
    ///
    /// @throws IOException if not; says what was found and what would do
    void check() throws IOException {
        if (!Files.isExecutable(javaExecutable())) {
            throw new IOException(
                    "no JDK at "
                            + jdkHome
                            + ": it has no "
                            + jdkHome.relativize(javaExecutable())
                            + ". Give the folder that holds bin.");
        }
        var version = version();
        var needed = Runtime.version().feature();
        if (version.isPresent() && version.get().feature() < needed) {
            throw new IOException(
                    "the JDK at "
                            + jdkHome
                            + " is Java "
                            + version.get()
                            + "; cells are compiled for Java "
                            + needed
                            + ", so a JDK "
                            + needed
                            + " or newer must run them");
        }
    }

    // Asking the program itself would cost a start of it.
    private Optional<Runtime.Version> version() {
        var release = new Properties();
        try (var text = Files.newBufferedReader(jdkHome.resolve("release"))) {
            release.load(text);
            return Optional.of(
                    Runtime.Version.parse(
                            release.getProperty("JAVA_VERSION", "").replace("\"", "")));
        } catch (IOException | IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    Path javaExecutable() {
        return jdkHome.resolve("bin").resolve(File.separatorChar == '\\' ? "java.exe" : "java");
    }
}
