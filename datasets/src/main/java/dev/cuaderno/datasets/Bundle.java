package dev.cuaderno.datasets;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// All files of a data set, found in one place.
///
/// @param where the folder or archive
/// @param files the content of each file, by its name without `.gz`, decompressed as it is read
record Bundle(String where, Map<String, Content> files) {

    private static final int BUFFER = 1 << 16;

    /// The bytes of a file.
    ///
    /// @param name of it, with its folder, for errors
    record Content(String name, Opener opener) {}

    interface Opener {
        InputStream open() throws IOException;
    }

    /// What reads a file to its end.
    interface Use<T> {
        T read(InputStream in, String name) throws IOException;
    }

    /// The files of a data set in a folder, side by side or in an archive, if all of them are
    /// there.
    static Optional<Bundle> in(Path folder, Published set) {
        var files = new LinkedHashMap<String, Content>();
        for (var piece : set.files()) {
            file(folder, piece.file()).ifPresent(found -> files.put(piece.file(), found));
        }
        if (files.size() == set.files().size()) {
            return Optional.of(new Bundle(folder.toString(), files));
        }
        for (var one : set.downloads()) {
            var archive = folder.resolve(one.file());
            if (one.file().endsWith(".zip") && Files.isRegularFile(archive)) {
                return Optional.of(zip(archive, set));
            }
            if (one.file().endsWith(".tar.gz") && Files.isRegularFile(archive)) {
                return Optional.of(tar(archive, set));
            }
        }
        return Optional.empty();
    }

    /// A file of a folder, compressed or not.
    static Optional<Content> file(Path folder, String name) {
        for (var candidate : new String[] {name, name + ".gz"}) {
            var file = folder.resolve(candidate);
            if (Files.isRegularFile(file)) {
                return Optional.of(
                        new Content(
                                file.toString(),
                                () -> decompressed(Files.newInputStream(file), candidate)));
            }
        }
        return Optional.empty();
    }

    static InputStream decompressed(InputStream in, String name) throws IOException {
        return name.endsWith(".gz") ? new GZIPInputStream(in, BUFFER) : new BufferedInputStream(in);
    }

    private static Bundle zip(Path archive, Published set) {
        var files = new LinkedHashMap<String, Content>();
        for (var piece : set.files()) {
            var name = archive + ", " + piece.file();
            files.put(
                    piece.file(),
                    new Content(
                            name, () -> new ByteArrayInputStream(unzipped(archive, piece.file()))));
        }
        return new Bundle(archive.toString(), files);
    }

    private static byte[] unzipped(Path archive, String file) throws IOException {
        try (var zip = new ZipFile(archive.toFile())) {
            for (var entry : zip.stream().toList()) {
                var name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                if (name.equals(file) || name.equals(file + ".gz")) {
                    try (var in = decompressed(zip.getInputStream(entry), name)) {
                        return in.readAllBytes();
                    }
                }
            }
        }
        throw new IOException(archive + ": no file " + file + " in it");
    }

    private static Bundle tar(Path archive, Published set) {
        // Read once, when the first file is asked for: a tar has no table of contents.
        var contents = new LinkedHashMap<String, byte[]>();
        var names = set.files().stream().map(Published.Piece::file).collect(Collectors.toSet());
        var files = new LinkedHashMap<String, Content>();
        for (var file : names) {
            Opener opener =
                    () -> {
                        if (contents.isEmpty()) {
                            try (var in =
                                    new GZIPInputStream(Files.newInputStream(archive), BUFFER)) {
                                contents.putAll(Tar.read(in, names, archive.toString()));
                            }
                        }
                        var content = contents.get(file);
                        if (content == null) {
                            throw new IOException(archive + ": no file " + file + " in it");
                        }
                        return new ByteArrayInputStream(content);
                    };
            files.put(file, new Content(archive + ", " + file, opener));
        }
        return new Bundle(archive.toString(), files);
    }

    /// Reads a file and checks what was read.
    ///
    /// @throws DatasetException if the file is damaged or ends early
    <T> T read(Published.Piece piece, Use<T> use) {
        var content = files.get(piece.file());
        try (var in = content.opener().open();
                var digested = new DigestInputStream(in, md5())) {
            var result = use.read(digested, content.name());
            digested.transferTo(OutputStream.nullOutputStream());
            var sum = HexFormat.of().formatHex(digested.getMessageDigest().digest());
            if (!piece.md5().isEmpty() && !piece.md5().equals(sum)) {
                throw damaged(
                        content.name(),
                        "its content has the MD5 sum %s, not %s".formatted(sum, piece.md5()),
                        null);
            }
            return result;
        } catch (ZipException e) {
            throw damaged(content.name(), "it cannot be decompressed: " + e.getMessage(), e);
        } catch (EOFException e) {
            throw damaged(content.name(), "it ends too early", e);
        } catch (IOException e) {
            var told = e.getMessage() == null ? e.toString() : e.getMessage();
            throw damaged(content.name(), told.replace(content.name() + ": ", ""), e);
        }
    }

    private static DatasetException damaged(String name, String why, Throwable cause) {
        return new DatasetException(
                "%s is damaged or not what its name says: %s.%nDelete it (it is downloaded again then) or put a whole copy in its place."
                        .formatted(name, why),
                cause);
    }

    static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
