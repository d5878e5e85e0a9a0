package dev.cuaderno.display;

import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// One value in several forms, keyed by MIME type; a front end picks the richest form it can show.
///
/// Binary forms (`image/png`, ...) are Base64 text, JSON forms (`application/json`, `...+json`) are
/// JSON text.
///
/// @param data the forms, in order of insertion
/// @param metadata per MIME type a JSON object as text, for instance `{"width": 320}` for
///   `image/png`
public record MimeBundle(Map<String, String> data, Map<String, String> metadata) {

    public static final String TEXT = "text/plain";
    public static final String HTML = "text/html";
    public static final String MARKDOWN = "text/markdown";
    public static final String LATEX = "text/latex";
    public static final String SVG = "image/svg+xml";
    public static final String PNG = "image/png";

    public MimeBundle {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /// A bundle of one text form.
    public static MimeBundle of(String mimeType, String content) {
        Objects.requireNonNull(content, mimeType);
        return new MimeBundle(Map.of(mimeType, content), Map.of());
    }

    /// A bundle of plain text.
    public static MimeBundle text(String text) {
        return of(TEXT, text);
    }

    /// A bundle of HTML with the plain text that consoles show instead.
    public static MimeBundle html(String html, String text) {
        return text(text).with(HTML, html);
    }

    /// A bundle of a PNG picture with the plain text that consoles show instead.
    public static MimeBundle png(byte[] png, String text) {
        return text(text).with(PNG, Base64.getEncoder().encodeToString(png));
    }

    /// This bundle and one form more (or another content for a form it has).
    public MimeBundle with(String mimeType, String content) {
        var more = new LinkedHashMap<>(data);
        more.put(mimeType, Objects.requireNonNull(content, mimeType));
        return new MimeBundle(more, metadata);
    }

    /// This bundle with metadata for one form, a JSON object as text.
    public MimeBundle withMetadata(String mimeType, String json) {
        var more = new LinkedHashMap<>(metadata);
        more.put(mimeType, json);
        return new MimeBundle(data, more);
    }

    /// The plain text form, or nothing.
    public String plainText() {
        return data.getOrDefault(TEXT, "");
    }
}
