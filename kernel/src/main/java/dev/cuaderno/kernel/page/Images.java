package dev.cuaderno.kernel.page;

import com.google.gson.JsonObject;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the images a notebook speaks of and turns them into data URIs: files beside the notebook
/// and attachments of a cell.
///
/// @param folder where relative names start; null if the notebook has no place on disk
record Images(Path folder) {

    // Only files of these types are ever read, whatever a notebook names.
    private static final Map<String, String> TYPES =
            Map.of(
                    "png", "image/png",
                    "jpg", "image/jpeg",
                    "jpeg", "image/jpeg",
                    "gif", "image/gif",
                    "svg", "image/svg+xml",
                    "webp", "image/webp",
                    "avif", "image/avif",
                    "bmp", "image/bmp");
    private static final Pattern SOURCE =
            Pattern.compile(
                    "(<img\\b[^>]*?\\ssrc\\s*=\\s*)(?:\"([^\"]*)\"|'([^']*)')",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

    /// The data URI of an image, or nothing if it is not to be had without the network.
    ///
    /// @param attachments file name -> media type -> Base64, as a cell keeps them; may be null
    Optional<String> uri(String source, JsonObject attachments) {
        if (source.startsWith("data:")) {
            return Optional.of(source);
        }
        if (source.startsWith("attachment:")) {
            return attachment(decode(source.substring("attachment:".length())), attachments);
        }
        if (SCHEME.matcher(source).matches() || source.startsWith("/") || folder == null) {
            return Optional.empty();
        }
        var name = decode(source.replaceFirst("[?#].*", ""));
        var ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        var type = TYPES.get(ending);
        try {
            var file = folder.resolve(name);
            return type == null || !Files.isRegularFile(file)
                    ? Optional.empty()
                    : Optional.of(uri(type, Files.readAllBytes(file)));
        } catch (InvalidPathException | IOException unreadable) {
            return Optional.empty();
        }
    }

    /// `html` with the sources of its `img` elements embedded where they can be found.
    String embed(String html, JsonObject attachments) {
        return SOURCE.matcher(html)
                .replaceAll(
                        tag -> {
                            var source = tag.group(2) != null ? tag.group(2) : tag.group(3);
                            var embedded =
                                    uri(source, attachments)
                                            .map(uri -> tag.group(1) + '"' + uri + '"');
                            return Matcher.quoteReplacement(embedded.orElse(tag.group()));
                        });
    }

    static String uri(String type, byte[] bytes) {
        return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
    }

    static String decode(String address) {
        try {
            return URLDecoder.decode(address.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return address;
        }
    }

    private static Optional<String> attachment(String name, JsonObject attachments) {
        if (attachments == null || !attachments.has(name)) {
            return Optional.empty();
        }
        return attachments.getAsJsonObject(name).entrySet().stream()
                .filter(data -> data.getKey().startsWith("image/"))
                .findFirst()
                .map(
                        data ->
                                "data:"
                                        + Html.escape(data.getKey())
                                        + ";base64,"
                                        + Html.escape(Source.text(data.getValue()).strip()));
    }
}
