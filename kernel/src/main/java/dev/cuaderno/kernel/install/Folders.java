package dev.cuaderno.kernel.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// Removes folders of our own making.
final class Folders {

    private Folders() {}

    /// Deletes a folder with all that is in it, as far as it can be deleted.
    static void delete(Path folder) {
        try (var all = Files.walk(folder)) {
            for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException kept) {
            // A temporary folder that stays does no harm.
        }
    }
}
