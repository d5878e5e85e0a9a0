package dev.cuaderno.kernel.dependency;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What names a file in a Maven repository.
///
/// @param group `groupId`
/// @param artifact `artifactId`
/// @param extension of the file: `jar`, `pom`, `zip`, ...
/// @param classifier for instance `linux-x86_64`; empty where there is none
/// @param version a version, a range such as `[1.0,2.0)`, `LATEST` or `RELEASE`; empty where a BOM
///   or the newest release is to decide
public record Coordinates(
        String group, String artifact, String extension, String classifier, String version)
        implements Comparable<Coordinates> {

    /// The forms that [#parse] reads, for error messages.
    public static final String FORMS =
            "group:artifact:version, group:artifact:version:classifier, group:artifact:extension:version"
                    + " or group:artifact:extension:classifier:version";

    private static final Set<String> EXTENSIONS =
            Set.of(
                    "jar",
                    "pom",
                    "zip",
                    "war",
                    "ear",
                    "rar",
                    "aar",
                    "bundle",
                    "tar.gz",
                    "txt",
                    "json",
                    "xml",
                    "so",
                    "dll",
                    "nar",
                    "swc",
                    "test-jar");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");

    // In a range, commas and brackets; never what could leave the repository's folder.
    private static final Pattern VERSION = Pattern.compile("[^\\s:/\\\\\"'<>|?*]*");

    /// Reads `text` in the notations of Maven, Gradle and JBang, whose four parts differ:
    ///
    /// | text | notation |
    /// |---|---|
    /// | `g:a:1.0` | all |
    /// | `g:a` | all; the version is left to a BOM |
    /// | `g:a:1.0:linux-x86_64` | Gradle, JBang: version, classifier |
    /// | `g:a:zip:1.0`, `g:a:jar:linux:1.0` | Maven: extension, classifier, version |
    /// | `g:a:1.0@zip` | Gradle, JBang: extension |
    ///
    /// @throws IllegalArgumentException if it is none of them; the message says what is wrong
    public static Coordinates parse(String text) {
        var at = text.lastIndexOf('@');
        var extension = at < 0 ? "" : text.substring(at + 1);
        var parts = List.of((at < 0 ? text : text.substring(0, at)).split(":", -1));
        if (parts.size() < 2 || parts.size() > 5) {
            throw bad(text, "it has " + parts.size() + (parts.size() == 1 ? " part" : " parts"));
        }
        var version = "";
        var classifier = "";
        var middle = extension.isEmpty() ? "jar" : extension;
        if (parts.size() == 3) {
            version = parts.get(2);
        } else if (parts.size() == 5) {
            middle = parts.get(2);
            classifier = parts.get(3);
            version = parts.get(4);
        } else if (parts.size() == 4 && EXTENSIONS.contains(parts.get(2))) {
            middle = parts.get(2);
            version = parts.get(3);
        } else if (parts.size() == 4 && isVersion(parts.get(2))) {
            version = parts.get(2);
            classifier = parts.get(3);
        } else if (parts.size() == 4) {
            throw bad(
                    text,
                    "\""
                            + parts.get(2)
                            + "\" is neither a version nor a known extension such as jar or zip");
        }
        if (!extension.isEmpty() && !extension.equals(middle)) {
            throw bad(text, "it names two extensions, " + middle + " and " + extension);
        }
        check(text, "group", parts.get(0), NAME);
        check(text, "artifact", parts.get(1), NAME);
        check(text, "extension", middle, NAME);
        check(text, "version", version, VERSION);
        if (parts.size() > 2 && version.isEmpty()) {
            throw bad(text, "its version is empty; leave the colon away to let a BOM decide");
        }
        if (!classifier.isEmpty()) {
            check(text, "classifier", classifier, NAME);
        }
        return new Coordinates(parts.get(0), parts.get(1), middle, classifier, version);
    }

    private static boolean isVersion(String part) {
        return !part.isEmpty()
                && (Character.isDigit(part.charAt(0))
                        || "[(".indexOf(part.charAt(0)) >= 0
                        || part.matches("(v|r|R)[0-9].*")
                        || part.equals("LATEST")
                        || part.equals("RELEASE")
                        || part.endsWith("SNAPSHOT"));
    }

    private static void check(String text, String what, String part, Pattern pattern) {
        if (!pattern.matcher(part).matches() || part.equals("..") || part.contains("${")) {
            throw bad(text, "its " + what + " is \"" + part + "\"");
        }
    }

    private static IllegalArgumentException bad(String text, String why) {
        return new IllegalArgumentException(
                "not the coordinates of a library: \"" + text + "\": " + why + "; write " + FORMS);
    }

    /// True where exactly one version is meant.
    public boolean isExact() {
        return !version.isEmpty()
                && !version.equals("LATEST")
                && !version.equals("RELEASE")
                && "[(".indexOf(version.charAt(0)) < 0;
    }

    /// What stays the same while versions change: `group:artifact`, and extension and classifier
    /// where they are not the usual ones.
    public String key() {
        return group
                + ":"
                + artifact
                + (classifier.isEmpty() && extension.equals("jar") ? "" : ":" + extension)
                + (classifier.isEmpty() ? "" : ":" + classifier);
    }

    public Coordinates withVersion(String other) {
        return new Coordinates(group, artifact, extension, classifier, other);
    }

    /// In Maven's notation.
    @Override
    public String toString() {
        return key() + (version.isEmpty() ? "" : ":" + version);
    }

    @Override
    public int compareTo(Coordinates other) {
        return toString().compareTo(other.toString());
    }
}
