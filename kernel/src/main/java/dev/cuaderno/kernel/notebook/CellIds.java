package dev.cuaderno.kernel.notebook;

import com.google.gson.JsonObject;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Gives an id to every cell that has none, or one that another cell has already.
///
/// The id follows from the cell's text, not from chance, so that running an old notebook twice
/// gives the same file.
final class CellIds {
    private static final Pattern VALID = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

    private CellIds() {}

    static void complete(List<NotebookCell> cells) {
        var taken = new HashSet<String>();
        var without =
                cells.stream()
                        .filter(cell -> !valid(cell.json()) || !taken.add(cell.id()))
                        .toList();
        for (var cell : without) {
            var id = fresh(cell, taken);
            taken.add(id);
            cell.json().addProperty("id", id);
        }
    }

    private static boolean valid(JsonObject cell) {
        var id = cell.get("id");
        return id != null && id.isJsonPrimitive() && VALID.matcher(id.getAsString()).matches();
    }

    private static String fresh(NotebookCell cell, Set<String> taken) {
        for (var attempt = 0; ; attempt++) {
            var id = hash(cell.type() + "\n" + attempt + "\n" + cell.source());
            if (!taken.contains(id)) {
                return id;
            }
        }
    }

    private static String hash(String text) {
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every JDK has SHA-256", absent);
        }
    }
}
