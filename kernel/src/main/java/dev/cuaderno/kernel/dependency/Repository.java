package dev.cuaderno.kernel.dependency;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/// A remote repository that a notebook asks, besides those of settings.xml and Maven Central.
///
/// @param id names it in settings.xml (`<server>`, `<mirrorOf>`) and in messages
/// @param url `https:`, `http:` or `file:`
/// @param insecure true to allow plain `http:` to another machine, where anybody on the way can
///   change what comes
public record Repository(String id, String url, boolean insecure) {

    private static final Set<String> SCHEMES = Set.of("https", "http", "file");

    /// @throws IllegalArgumentException if the id or the URL cannot be used; the message says why
    public Repository {
        if (!id.matches("[A-Za-z0-9_.-]+")) {
            throw new IllegalArgumentException(
                    "the id of a repository is made of letters, digits, '.', '_' and '-', not \""
                            + id
                            + "\"");
        }
        url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        URI parsed;
        try {
            parsed = URI.create(url);
        } catch (IllegalArgumentException bad) {
            throw new IllegalArgumentException(
                    "not the URL of a repository: \"" + url + "\": " + bad.getMessage(), bad);
        }
        var scheme = parsed.getScheme();
        if (scheme == null || !SCHEMES.contains(scheme.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "the URL of a repository begins with https:, http: or file:, not \""
                            + url
                            + "\"");
        }
        if (parsed.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "no name and password in a URL: a notebook is passed on; write them into"
                            + " ~/.m2/settings.xml as <server> with the id \""
                            + id
                            + "\"");
        }
    }

    @Override
    public String toString() {
        return id + " (" + url + ")";
    }
}
