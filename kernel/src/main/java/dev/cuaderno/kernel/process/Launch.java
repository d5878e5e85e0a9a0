package dev.cuaderno.kernel.process;

import java.io.File;
import java.nio.file.Path;
import java.util.List;

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

    Path javaExecutable() {
        return jdkHome.resolve("bin").resolve(File.separatorChar == '\\' ? "java.exe" : "java");
    }
}
