package dev.cuaderno.kernel.dependency;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The exact files of a notebook, by which it gets the same libraries years later. A locked
/// notebook takes these and no others: no versions are chosen and no POM is read.
///
/// @param requests what the notebook asks for
/// @param files all that it gets, in the order of the class path
public record Lock(List<Coordinates> requests, List<Entry> files) {

    public Lock {
        requests = List.copyOf(requests);
        files = List.copyOf(files);
    }

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /// One file.
    ///
    /// @param sha256 of its bytes, 64 hexadecimal digits
    public record Entry(Coordinates coordinates, String sha256) {
        public Entry {
            if (!coordinates.isExact()) {
                throw new IllegalArgumentException("not an exact version: " + coordinates);
            }
            if (!SHA256.matcher(sha256).matches()) {
                throw new IllegalArgumentException(
                        "a SHA-256 has 64 hexadecimal digits, not \"" + sha256 + "\"");
            }
        }
    }

    /// Of a notebook as it stands.
    static Lock of(Query query, Resolution resolution) throws ResolutionException {
        var entries = new ArrayList<Entry>();
        for (var artifact : resolution.artifacts()) {
            entries.add(new Entry(artifact.coordinates(), sha256(artifact.file())));
        }
        var requests =
                query.requests().stream()
                        .filter(Request.Library.class::isInstance)
                        .map(each -> ((Request.Library) each).coordinates())
                        .toList();
        return new Lock(requests, entries);
    }

    /// Refuses what the lock does not hold. What stands in BOMs and POMs was settled when the lock
    /// was made.
    void check(List<Request> wanted) throws ResolutionException {
        for (var request : wanted) {
            if (request instanceof Request.Library library) {
                check(library.coordinates());
            }
        }
    }

    private void check(Coordinates wanted) throws ResolutionException {
        if (requests.contains(wanted)
                || files.stream().anyMatch(entry -> entry.coordinates().equals(wanted))) {
            return;
        }
        var held =
                files.stream()
                        .map(Entry::coordinates)
                        .filter(each -> each.key().equals(wanted.key()))
                        .map(Coordinates::toString)
                        .collect(Collectors.joining(", "));
        if (wanted.version().isEmpty() && !held.isEmpty()) {
            return;
        }
        throw new ResolutionException(
                wanted
                        + " is not in the notebook's lock"
                        + (held.isEmpty() ? "" : ", which holds " + held)
                        + "; to change what is locked: %dep unlock, then this cell, then %dep lock"
                        + " for a new lock");
    }

    /// Refuses files that are not those of the lock.
    void verify(List<Artifact> found) throws ResolutionException {
        for (int i = 0; i < files.size(); i++) {
            var expected = files.get(i);
            var actual = sha256(found.get(i).file());
            if (!actual.equals(expected.sha256())) {
                throw new ResolutionException(
                        expected.coordinates()
                                + " is not the file that was locked:\n  locked  sha256 "
                                + expected.sha256()
                                + "\n  found   sha256 "
                                + actual
                                + " in "
                                + found.get(i).file()
                                + "\n  delete that file to fetch it again; if it stays so, the file in"
                                + " the repository was replaced: find out why before you renew the"
                                + " lock");
            }
        }
    }

    static String sha256(Path file) throws ResolutionException {
        try (var in = Files.newInputStream(file)) {
            var digest = MessageDigest.getInstance("SHA-256");
            var buffer = new byte[1 << 16];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException unreadable) {
            throw new ResolutionException("cannot read " + file + ": " + unreadable, unreadable);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
