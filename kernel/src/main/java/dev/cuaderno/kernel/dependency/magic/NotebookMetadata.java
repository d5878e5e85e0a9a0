package dev.cuaderno.kernel.dependency.magic;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import dev.cuaderno.kernel.dependency.Lock;
import dev.cuaderno.kernel.dependency.LockJson;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The notebook's file, as far as Jupyter's server tells a kernel where it lies. The protocol has
/// no way to read or write a notebook's metadata; reading the file is the next best.
///
/// @param file null where it is not known
record NotebookMetadata(Path file) {

    /// By the variable that Jupyter's server sets for kernels.
    static NotebookMetadata of(Map<String, String> environment) {
        var name = environment.getOrDefault("JPY_SESSION_NAME", "");
        try {
            return new NotebookMetadata(name.endsWith(".ipynb") ? Path.of(name) : null);
        } catch (InvalidPathException noFile) {
            return new NotebookMetadata(null);
        }
    }

    /// The lock in it.
    ///
    /// @throws IllegalArgumentException if there is one that is damaged
    Optional<Lock> lock() {
        if (file == null || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return JsonParser.parseString(Files.readString(file)) instanceof JsonObject notebook
                            && notebook.get("metadata") instanceof JsonObject metadata
                    ? LockJson.read(metadata)
                    : Optional.empty();
        } catch (IOException | JsonParseException unreadable) {
            // Being written at this moment, or no notebook: then there is no lock to heed.
            return Optional.empty();
        }
    }
}
