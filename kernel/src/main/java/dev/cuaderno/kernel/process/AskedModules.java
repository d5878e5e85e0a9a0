package dev.cuaderno.kernel.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.jar.JarFile;

/// Modules of the JDK that a JVM has only when it is asked to, and that a library on the class path
/// wants: it says so in its manifest, `Add-Modules: jdk.incubator.vector`, beside the standard
/// `Add-Exports` and `Enable-Native-Access`. What the JDK does not have is left out.
public final class AskedModules {

    private static final String ATTRIBUTE = "Add-Modules";

    private AskedModules() {}

    /// The options of a JVM with this class path.
    public static List<String> options(Path jdkHome, List<Path> classPath) {
        var asked = new TreeSet<String>();
        for (var entry : classPath) {
            if (entry.toString().endsWith(".jar") && Files.isRegularFile(entry)) {
                asked.addAll(asked(entry));
            }
        }
        if (!asked.isEmpty()) {
            asked.retainAll(modules(jdkHome));
        }
        return asked.isEmpty() ? List.of() : List.of("--add-modules=" + String.join(",", asked));
    }

    private static List<String> asked(Path jar) {
        try (var file = new JarFile(jar.toFile())) {
            var manifest = file.getManifest();
            var names = manifest == null ? null : manifest.getMainAttributes().getValue(ATTRIBUTE);
            return names == null ? List.of() : Arrays.asList(names.strip().split("[\\s,]+"));
        } catch (IOException notAJar) {
            // The cells will say so when they look for something in it.
            return List.of();
        }
    }

    private static List<String> modules(Path jdkHome) {
        var release = new Properties();
        try (var text = Files.newBufferedReader(jdkHome.resolve("release"))) {
            release.load(text);
        } catch (IOException | IllegalArgumentException unknown) {
            return List.of();
        }
        return Arrays.asList(release.getProperty("MODULES", "").replace("\"", "").split("\\s+"));
    }
}
