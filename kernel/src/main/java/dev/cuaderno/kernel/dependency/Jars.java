package dev.cuaderno.kernel.dependency;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipFile;

/// Holds back what calls itself a jar and is none, for instance the page of a hotel's network: the
/// compiler would skip it without a word.
public final class Jars {

    private Jars() {}

    static void check(List<Artifact> artifacts) throws ResolutionException {
        for (var artifact : artifacts) {
            if (isCalledJar(artifact.file())) {
                var fault = fault(artifact.file());
                if (fault != null) {
                    throw new ResolutionException(
                            artifact.coordinates()
                                    + (artifact.repository().isEmpty()
                                            ? ""
                                            : ", from " + artifact.repository() + ",")
                                    + " is not a jar ("
                                    + fault
                                    + "); delete "
                                    + artifact.file()
                                    + " and try again");
                }
            }
        }
    }

    /// True where its name ends as a jar's does.
    public static boolean isCalledJar(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".jar");
    }

    /// What is wrong with a jar; null where nothing is.
    public static String fault(Path file) {
        try (var zip = new ZipFile(file.toFile())) {
            return zip.size() >= 0 ? null : "empty";
        } catch (IOException broken) {
            return broken.getMessage() + beginning(file);
        }
    }

    private static String beginning(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            var text = new String(in.readNBytes(40), StandardCharsets.ISO_8859_1);
            var readable = text.replaceAll("[^ -~]+", " ").strip();
            return readable.isEmpty() ? "" : "; it begins with \"" + readable + "\"";
        } catch (IOException unreadable) {
            return "";
        }
    }
}
