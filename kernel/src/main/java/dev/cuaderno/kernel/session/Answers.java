package dev.cuaderno.kernel.session;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import dev.cuaderno.kernel.language.Language.Completeness;
import dev.cuaderno.kernel.message.Complete;
import dev.cuaderno.kernel.message.Content;
import dev.cuaderno.kernel.message.History;
import dev.cuaderno.kernel.message.Inspect;
import dev.cuaderno.kernel.message.IsComplete;

import java.util.ArrayList;
import java.util.Locale;

/// Answers to questions that change nothing.
final class Answers {

    private final Warm warm;
    private final HistoryStore history;

    Answers(Warm warm, HistoryStore history) {
        this.warm = warm;
        this.history = history;
    }

    Content complete(Complete.Request request) {
        var code = request.code();
        var cursor = CodePoints.toUnits(code, request.cursorPos());
        var completion = warm.assistant().complete(code, cursor);
        var start = CodePoints.fromUnits(code, completion.start());
        var end = CodePoints.fromUnits(code, completion.end());
        var matches = new ArrayList<String>();
        var kinds = new JsonArray();
        for (var suggestion : completion.suggestions()) {
            matches.add(suggestion.text());
            var kind = new JsonObject();
            kind.addProperty("text", suggestion.text());
            kind.addProperty("type", suggestion.type());
            kind.addProperty("signature", suggestion.signature());
            kind.addProperty("start", start);
            kind.addProperty("end", end);
            kinds.add(kind);
        }
        var metadata = new JsonObject();
        metadata.add("_jupyter_types_experimental", kinds);
        return new Complete.Reply("ok", matches, start, end, metadata);
    }

    Content inspect(Inspect.Request request) {
        var code = request.code();
        var cursor = CodePoints.toUnits(code, request.cursorPos());
        return warm.assistant()
                .inspect(code, cursor, request.detailLevel())
                .map(
                        bundle ->
                                new Inspect.Reply(
                                        "ok",
                                        true,
                                        MimeJson.data(bundle),
                                        MimeJson.metadata(bundle)))
                .orElseGet(
                        () -> new Inspect.Reply("ok", false, new JsonObject(), new JsonObject()));
    }

    Content isComplete(IsComplete.Request request) {
        Completeness answer;
        try {
            answer = warm.language().completeness(request.code());
        } catch (IllegalStateException neverStarted) {
            return new IsComplete.Reply("unknown", null);
        }
        return new IsComplete.Reply(
                answer.state().name().toLowerCase(Locale.ROOT),
                answer.state() == Completeness.State.INCOMPLETE ? answer.indent() : null);
    }

    Content history(History.Request request) {
        var found =
                switch (request.histAccessType()) {
                    case "tail" -> history.tail(request.n());
                    case "range" ->
                            history.range(request.session(), request.start(), request.stop());
                    case "search" ->
                            history.search(request.pattern(), request.n(), request.unique());
                    default ->
                            throw new IllegalArgumentException(
                                    "hist_access_type should be tail, range or search, is "
                                            + request.histAccessType());
                };
        var entries = new ArrayList<JsonArray>();
        for (var entry : found) {
            var item = new JsonArray();
            item.add(entry.session());
            item.add(entry.line());
            if (request.output()) {
                var both = new JsonArray();
                both.add(entry.code());
                // A cell without a value has null there, which the array keeps.
                both.add(entry.result() == null ? null : new JsonPrimitive(entry.result()));
                item.add(both);
            } else {
                item.add(entry.code());
            }
            entries.add(item);
        }
        return new History.Reply("ok", entries);
    }
}
