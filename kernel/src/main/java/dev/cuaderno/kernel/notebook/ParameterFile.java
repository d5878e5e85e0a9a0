package dev.cuaderno.kernel.notebook;

import com.google.gson.Gson;

import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Parameters from a file in YAML or JSON, as `papermill -f` reads them: names and values.
public final class ParameterFile {

    private ParameterFile() {}

    /// Reads the values that the file gives.
    ///
    /// @throws ParameterException if it is no such file; the message names it, and line and column
    ///   where it is no YAML
    public static Parameters read(Path file) throws ParameterException {
        var settings = LoadSettings.builder().setLabel(file.toString()).build();
        Object content;
        try {
            content = new Load(settings).loadFromString(Files.readString(file));
        } catch (NoSuchFileException gone) {
            throw new ParameterException("no such file of parameters: " + file);
        } catch (IOException unreadable) {
            throw new ParameterException(file + " cannot be read: " + unreadable.getMessage());
        } catch (YamlEngineException broken) {
            throw new ParameterException("not YAML: " + broken.getMessage().strip());
        }
        var values = new LinkedHashMap<String, Parameters.Value>();
        switch (content) {
            case null -> {}
            case Map<?, ?> map -> {
                for (var each : map.entrySet()) {
                    var name = Parameters.name(String.valueOf(each.getKey()));
                    values.put(name, value(file, name, each.getValue()));
                }
            }
            default ->
                    throw new ParameterException(
                            file + " holds no names with values, one to a line: epochs: 3");
        }
        return new Parameters(values);
    }

    private static Parameters.Value value(Path file, String name, Object value)
            throws ParameterException {
        return switch (value) {
            case String text -> new Parameters.Value(text, true);
            case Number number -> new Parameters.Value(number.toString(), false);
            case Boolean truth -> new Parameters.Value(truth.toString(), false);
            case List<?> list -> new Parameters.Value(new Gson().toJson(list), false);
            case null, default ->
                    throw new ParameterException(
                            file
                                    + ": "
                                    + name
                                    + " is neither a number, true, false, text nor a list");
        };
    }
}
