package dev.cuaderno.kernel.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Files on the class path that become part of a page.
final class Resources {

    private Resources() {}

    /// A text beside this package, or an absolute name begun with `/`.
    static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    static byte[] bytes(String name) {
        try (var in = Resources.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "expected "
                                + name
                                + " on the class path, where it is not: "
                                + "the installation is incomplete; build it again");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}
