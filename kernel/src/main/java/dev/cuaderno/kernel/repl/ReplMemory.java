package dev.cuaderno.kernel.repl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentSkipListMap;

/// What the REPL remembers from one session to the next: what was typed, and settings made with
/// `-retain`. It is kept apart from the memory of the JDK's jshell, whose settings would not fit
/// here.
final class ReplMemory {

    private final Path file;

    private ReplMemory(Path file) {
        this.file = file;
    }

    /// @param folder need not exist
    static ReplMemory in(Path folder) {
        return new ReplMemory(folder.resolve("repl.properties"));
    }

    /// What is remembered; nothing if there is no such file, or none that can be read.
    Map<String, String> load() {
        var properties = new Properties();
        if (Files.isReadable(file)) {
            try (var in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                properties.load(in);
            } catch (IOException | IllegalArgumentException damaged) {
                System.err.println("repl: cannot read " + file + ": " + damaged.getMessage());
            }
        }
        // jshell looks at its keys from more threads than one.
        var map = new ConcurrentSkipListMap<String, String>();
        properties.forEach((key, value) -> map.put(key.toString(), value.toString()));
        return map;
    }

    /// Writes it for the next session. A folder that cannot be written to is told of, and no more.
    void save(Map<String, String> map) {
        var properties = new Properties();
        properties.putAll(map);
        try {
            Files.createDirectories(file.getParent());
            var fresh = Files.createTempFile(file.getParent(), "repl", ".properties");
            try (var out = Files.newBufferedWriter(fresh, StandardCharsets.UTF_8)) {
                properties.store(out, null);
            }
            Files.move(fresh, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            System.err.println("repl: what was typed is not kept: " + failure.getMessage());
        }
    }
}
