package dev.cuaderno.kernel.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/// The version of Cuaderno, as its jar knows it.
public final class KernelVersion {

    // Maven puts this file into every jar it makes.
    private static final String FILE =
            "/META-INF/maven/dev.cuaderno/cuaderno-kernel/pom.properties";

    private KernelVersion() {}

    /// The version; classes outside of a jar have none, and say so.
    public static String text() {
        try (var in = KernelVersion.class.getResourceAsStream(FILE)) {
            if (in == null) {
                return "(not packaged)";
            }
            var properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
