package dev.cuaderno.cases;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One entry of the file of golden cases: inputs and parameters of an operation, and what it must
/// give.
record GoldenCase(
        String id,
        String op,
        JsonObject inputs,
        JsonObject params,
        JsonObject expected,
        double tolerance) {

    /// The cases of the file named by the system property `cases`, or those kept beside the tests.
    static List<GoldenCase> load() throws IOException {
        try (InputStream stream =
                        fromElsewhere()
                                ? Files.newInputStream(named(System.getProperty("cases")))
                                : GoldenCase.class.getResourceAsStream("/cases.json");
                var reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            var cases = new ArrayList<GoldenCase>();
            for (var entry :
                    JsonParser.parseReader(reader).getAsJsonObject().getAsJsonArray("cases")) {
                var object = entry.getAsJsonObject();
                cases.add(
                        new GoldenCase(
                                object.get("id").getAsString(),
                                object.get("op").getAsString(),
                                object.getAsJsonObject("inputs"),
                                object.getAsJsonObject("params"),
                                object.getAsJsonObject("expected"),
                                object.get("tolerance").getAsDouble()));
            }
            return cases;
        }
    }

    /// Whether the system property `cases` names another file than the one beside the tests.
    static boolean fromElsewhere() {
        return !System.getProperty("cases", "").isEmpty();
    }

    /// Tests run in the module's folder, and paths are mostly told from the one above.
    private static Path named(String path) {
        var here = Path.of(path);
        return Files.exists(here) ? here : Path.of("..").resolve(here);
    }

    /// Whether differences are measured against the expected value's own size, however small.
    boolean relative() {
        return params.has("compare") && params.get("compare").getAsString().equals("relative");
    }
}
