package dev.cuaderno.kernel.dependency;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.util.ArrayList;
import java.util.Optional;

/// A lock in the metadata of a notebook, under `cuaderno.lock`:
///
/// ```json
/// "cuaderno": {"lock": {"requests": ["g:a:1"], "files": [{"coordinates": "g:a:1", "sha256": "..."}]}}
/// ```
public final class LockJson {

    private static final String OWN = "cuaderno";
    private static final String LOCK = "lock";

    private LockJson() {}

    /// The lock that `metadata` holds, if any.
    ///
    /// @throws IllegalArgumentException if it holds something else in its place
    public static Optional<Lock> read(JsonObject metadata) {
        if (!(metadata.get(OWN) instanceof JsonObject own) || !own.has(LOCK)) {
            return Optional.empty();
        }
        try {
            var lock = own.getAsJsonObject(LOCK);
            var requests = new ArrayList<Coordinates>();
            for (JsonElement each : lock.getAsJsonArray("requests")) {
                requests.add(Coordinates.parse(each.getAsString()));
            }
            var files = new ArrayList<Lock.Entry>();
            for (JsonElement each : lock.getAsJsonArray("files")) {
                var file = each.getAsJsonObject();
                files.add(
                        new Lock.Entry(
                                Coordinates.parse(file.get("coordinates").getAsString()),
                                file.get("sha256").getAsString()));
            }
            return Optional.of(new Lock(requests, files));
        } catch (ClassCastException | IllegalStateException | NullPointerException bad) {
            throw new IllegalArgumentException(
                    "the lock in the notebook's metadata (cuaderno.lock) is damaged; take it out and"
                            + " make a new one with: cuaderno run --lock",
                    bad);
        }
    }

    /// Puts `lock` into `metadata`, in the place of one that may be there.
    public static void write(Lock lock, JsonObject metadata) {
        var requests = new JsonArray();
        lock.requests().forEach(each -> requests.add(each.toString()));
        var files = new JsonArray();
        for (var entry : lock.files()) {
            var file = new JsonObject();
            file.addProperty("coordinates", entry.coordinates().toString());
            file.addProperty("sha256", entry.sha256());
            files.add(file);
        }
        var json = new JsonObject();
        json.add("requests", requests);
        json.add("files", files);
        if (!(metadata.get(OWN) instanceof JsonObject)) {
            metadata.add(OWN, new JsonObject());
        }
        metadata.getAsJsonObject(OWN).add(LOCK, json);
    }

    /// Takes a lock out of `metadata`.
    public static void remove(JsonObject metadata) {
        if (metadata.get(OWN) instanceof JsonObject own) {
            own.remove(LOCK);
            if (own.isEmpty()) {
                metadata.remove(OWN);
            }
        }
    }
}
