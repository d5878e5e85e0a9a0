package dev.cuaderno.kernel.session;

import com.google.gson.JsonObject;

import dev.cuaderno.kernel.assist.Assistant;

import java.util.Optional;
import java.util.regex.Pattern;

/// A cell that asks `?name` or `name?`, as IPython's users do: the answer is a page of
/// documentation, with two marks the source.
///
/// @param name what is asked about
/// @param detail 1 where two marks ask for the source
record Pager(String name, int detail) {

    private static final Pattern QUESTION =
            Pattern.compile("\\s*(?:(\\?\\??)\\s*([\\w.$%]+)|([\\w.$%]+)\\s*(\\?\\??))\\s*");

    /// The question that a cell is; empty for one that is not a question.
    static Optional<Pager> of(String code) {
        var question = QUESTION.matcher(code);
        if (!question.matches()) {
            return Optional.empty();
        }
        var isBefore = question.group(1) != null;
        var marks = question.group(isBefore ? 1 : 4);
        return Optional.of(new Pager(question.group(isBefore ? 2 : 3), marks.length() - 1));
    }

    /// The payload that shows the page; empty where nothing has that name.
    Optional<JsonObject> page(Assistant assistant) {
        return assistant
                .inspect(name, name.length(), detail)
                .map(
                        bundle -> {
                            var page = new JsonObject();
                            page.addProperty("source", "page");
                            page.add("data", MimeJson.data(bundle));
                            page.addProperty("start", 0);
                            return page;
                        });
    }

    /// The payload by which a front end puts a new text in the place of the cell's.
    static JsonObject replacement(String code) {
        var next = new JsonObject();
        next.addProperty("source", "set_next_input");
        next.addProperty("text", code);
        next.addProperty("replace", true);
        return next;
    }
}
