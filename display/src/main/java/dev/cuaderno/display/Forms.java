package dev.cuaderno.display;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/// Text and bytes that are to be seen as more than that: as the last value of a cell, or by
/// [Display#display(Object)].
///
/// ```java
/// display(markdown("**Bold**, and $e^{i\\pi} = -1$"));
/// latex("\\int_0^1 x^2\\,dx = \\frac{1}{3}")
/// ```
public final class Forms {

    private static final int WAV_HEADER = 44;

    private Forms() {}

    /// HTML. What comes from elsewhere has to be escaped, see [#escape].
    public static MimeBundle html(String html) {
        return MimeBundle.html(html, Escape.text(html));
    }

    /// Text made safe to stand in HTML, between tags or in a quoted attribute.
    public static String escape(String text) {
        return Escape.html(text);
    }

    /// Markdown, formulas between `$` included.
    public static MimeBundle markdown(String markdown) {
        return MimeBundle.text(markdown).with(MimeBundle.MARKDOWN, markdown);
    }

    /// A formula, or text with formulas between `$`.
    public static MimeBundle latex(String latex) {
        var delimited = latex.contains("$") || latex.contains("\\(") || latex.contains("\\[");
        return MimeBundle.text(latex)
                .with(MimeBundle.LATEX, delimited ? latex : "$$" + latex + "$$");
    }

    /// A drawing.
    public static MimeBundle svg(String svg) {
        return MimeBundle.text("SVG drawing").with(MimeBundle.SVG, svg);
    }

    /// JSON: text as it is; maps, collections, arrays, records, numbers, texts and null written as
    /// JSON.
    public static MimeBundle json(Object value) {
        var text = value instanceof CharSequence ? value.toString() : Json.write(value);
        return MimeBundle.text(text).with("application/json", text);
    }

    /// A script for the front end.
    public static MimeBundle javascript(String script) {
        return MimeBundle.text("JavaScript").with("application/javascript", script);
    }

    /// A picture in a file: PNG, JPEG, GIF, WebP or SVG.
    ///
    /// @throws IllegalArgumentException if the name says none of these
    /// @throws UncheckedIOException if the file cannot be read
    public static MimeBundle image(Path file) {
        var type =
                pictureType(file.toString())
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                file
                                                        + " is not named as a picture is: .png,"
                                                        + " .jpg, .gif, .webp or .svg"));
        return picture(bytes(file), type).with(MimeBundle.TEXT, "image " + file);
    }

    /// A picture: the bytes of a PNG, JPEG, GIF, WebP or SVG file.
    ///
    /// @throws IllegalArgumentException if they are none of these
    public static MimeBundle image(byte[] bytes) {
        return picture(bytes, pictureType(bytes));
    }

    /// A recording in a file, with a button that plays it.
    ///
    /// @throws UncheckedIOException if the file cannot be read
    public static MimeBundle audio(Path file) {
        var name = file.toString().toLowerCase(Locale.ROOT);
        var type =
                switch (name.substring(name.lastIndexOf('.') + 1)) {
                    case "wav" -> "audio/wav";
                    case "mp3" -> "audio/mpeg";
                    case "ogg", "oga", "opus" -> "audio/ogg";
                    case "flac" -> "audio/flac";
                    case "m4a", "aac" -> "audio/mp4";
                    default ->
                            throw new IllegalArgumentException(
                                    file
                                            + " is not named as a recording is: .wav, .mp3, .ogg,"
                                            + " .flac or .m4a");
                };
        return audio(bytes(file), type, "audio " + file);
    }

    /// Sound from its samples, one channel.
    ///
    /// @param samples between -1 and 1; what lies beyond is cut
    /// @param rate samples a second
    public static MimeBundle audio(double[] samples, int rate) {
        if (rate <= 0) {
            throw new IllegalArgumentException("samples a second: expected more than 0, " + rate);
        }
        var text =
                String.format(
                        Locale.ROOT, "audio %.2f s, %d Hz", (double) samples.length / rate, rate);
        return audio(wav(samples, rate), "audio/wav", text);
    }

    private static MimeBundle audio(byte[] bytes, String type, String text) {
        return MimeBundle.html(
                "<audio controls src=\"data:%s;base64,%s\"></audio>"
                        .formatted(type, Base64.getEncoder().encodeToString(bytes)),
                text);
    }

    /// The RIFF layout of 16 bit PCM.
    private static byte[] wav(double[] samples, int rate) {
        var size = 2 * samples.length;
        var wav = ByteBuffer.allocate(WAV_HEADER + size).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(ascii("RIFF")).putInt(WAV_HEADER - 8 + size).put(ascii("WAVEfmt ")).putInt(16);
        wav.putShort((short) 1).putShort((short) 1).putInt(rate).putInt(2 * rate);
        wav.putShort((short) 2).putShort((short) 16).put(ascii("data")).putInt(size);
        for (var sample : samples) {
            wav.putShort((short) Math.round(Math.clamp(sample, -1, 1) * Short.MAX_VALUE));
        }
        return wav.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static MimeBundle picture(byte[] bytes, String type) {
        return MimeBundle.text("image, " + bytes.length + " bytes")
                .with(
                        type,
                        type.equals(MimeBundle.SVG)
                                ? new String(bytes, StandardCharsets.UTF_8)
                                : Base64.getEncoder().encodeToString(bytes));
    }

    /// The MIME type of a picture by its file name.
    static Optional<String> pictureType(String name) {
        var extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Optional.ofNullable(
                switch (extension) {
                    case "png" -> MimeBundle.PNG;
                    case "jpg", "jpeg" -> "image/jpeg";
                    case "gif" -> "image/gif";
                    case "webp" -> "image/webp";
                    case "svg" -> MimeBundle.SVG;
                    default -> null;
                });
    }

    private static String pictureType(byte[] bytes) {
        var head = new String(bytes, 0, Math.min(bytes.length, 512), StandardCharsets.ISO_8859_1);
        if (head.startsWith("\u0089PNG")) {
            return MimeBundle.PNG;
        } else if (head.startsWith("\u00ff\u00d8")) {
            return "image/jpeg";
        } else if (head.startsWith("GIF8")) {
            return "image/gif";
        } else if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
            return "image/webp";
        } else if (head.contains("<svg")) {
            return MimeBundle.SVG;
        }
        throw new IllegalArgumentException(
                "these "
                        + bytes.length
                        + " bytes are no picture: expected those of a PNG, JPEG, GIF, WebP or SVG"
                        + " file");
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file, unreadable);
        }
    }
}
