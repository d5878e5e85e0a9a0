package dev.cuaderno.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Finds the files of a data set on this machine, or fetches them.
///
/// @param places where to look
/// @param progress what is told about the download of a file
record Library(Places places, Function<String, DownloadProgress> progress) {

    static Library here() {
        return new Library(Places.here(), file -> DownloadProgress.shown(file, System::nanoTime));
    }

    /// The files in a folder that the user has named.
    ///
    /// @throws DatasetException if they are not there
    Bundle at(Path folder, Published set) {
        return Bundle.in(folder, set)
                .orElseThrow(
                        () ->
                                new DatasetException(
                                        "%s: in %s there should be %s, each as it is or as .gz; missing: %s"
                                                .formatted(
                                                        set.name(),
                                                        folder.toAbsolutePath(),
                                                        archives(set),
                                                        missing(folder, set))));
    }

    private static String archives(Published set) {
        var files = set.files().stream().map(Published.Piece::file);
        var names = files.collect(Collectors.joining(", "));
        return set.downloads().size() == 1
                ? set.downloads().getFirst().file() + " or " + names
                : names;
    }

    private static String missing(Path folder, Published set) {
        return set.files().stream()
                .map(Published.Piece::file)
                .filter(file -> Bundle.file(folder, file).isEmpty())
                .collect(Collectors.joining(", "));
    }

    /// The files in the first of the usual places that has all of them.
    Optional<Bundle> find(Published set) {
        return folders(set).stream().flatMap(folder -> Bundle.in(folder, set).stream()).findFirst();
    }

    /// The usual places.
    Set<Path> folders(Published set) {
        return new LinkedHashSet<>(places.folders(set));
    }

    /// The files from the Internet, kept in Cuaderno's own folder.
    ///
    /// @throws DatasetException if they cannot be had, with what to do then
    Bundle download(Published set) {
        var folder = places.own(set.name());
        if (places.isOffline()) {
            throw missing(set, "CUADERNO_OFFLINE forbids to download it", null);
        }
        try {
            var downloader = new Downloader(progress);
            for (var file : set.downloads()) {
                if (!hasContentOf(folder, file)) {
                    downloader.fetch(file, places.servers(set, file), folder);
                }
            }
        } catch (IOException e) {
            throw missing(
                    set, "downloading it failed:\n  " + e.getMessage().replace("\n", "\n  "), e);
        }
        return Bundle.in(folder, set)
                .orElseThrow(() -> new DatasetException(set.name() + ": incomplete in " + folder));
    }

    /// Whether a file is there already, compressed or not.
    private static boolean hasContentOf(Path folder, Published.Download file) {
        return Files.isRegularFile(folder.resolve(file.file()))
                || Files.isRegularFile(folder.resolve(file.file().replaceFirst("\\.gz$", "")));
    }

    /// What follows the name of a data set that is not there.
    static final String MISSING = " is not on this machine";

    private DatasetException missing(Published set, String why, Throwable cause) {
        var text = new StringBuilder();
        text.append(set.name()).append(MISSING).append(", and ").append(why);
        text.append("\nPut these files into ").append(places.own(set.name()));
        text.append("\n(or give their folder, as Path, to the method that you called):");
        for (var file : set.downloads()) {
            text.append("\n  ").append(file.file());
            if (file.bytes() > 0) {
                text.append("  ").append(file.bytes()).append(" bytes");
            }
            text.append("  MD5 ").append(file.md5());
            text.append("  from ").append(file.folders().getFirst());
        }
        text.append("\nLooked in:");
        folders(set).forEach(folder -> text.append("\n  ").append(folder.toAbsolutePath()));
        return new DatasetException(text.toString(), cause);
    }
}
