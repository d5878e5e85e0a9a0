package dev.cuaderno.nn;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds the parts of a layer and names them by their place: `layer1.0.conv1.weight`.
final class Components {

    /// A part of a network: a layer or a parameter.
    ///
    /// @param path where it is, empty for the network itself
    /// @param level how many layers stand around it
    record Part(String path, int level, Object value) {}

    private Components() {}

    /// How to read the components of a record: they are asked for at every step of a training.
    private static final ClassValue<Map<String, Method>> READERS =
            new ClassValue<>() {
                @Override
                protected Map<String, Method> computeValue(Class<?> type) {
                    var readers = new LinkedHashMap<String, Method>();
                    for (var component : type.getRecordComponents()) {
                        // A record of a notebook's cell, or of a method, is not public.
                        component.getAccessor().setAccessible(true);
                        readers.put(snakeCase(component.getName()), component.getAccessor());
                    }
                    return readers;
                }
            };

    /// The components of a record that are layers, lists of layers or parameters.
    static Map<String, ?> ofRecord(Object layer) {
        if (!layer.getClass().isRecord()) {
            return Map.of();
        }
        var found = new LinkedHashMap<String, Object>();
        READERS.get(layer.getClass())
                .forEach(
                        (name, reader) -> {
                            var value = read(reader, layer);
                            if (value instanceof Layer
                                    || value instanceof Parameter
                                    || value instanceof List<?>) {
                                found.put(name, value);
                            }
                        });
        return found;
    }

    private static Object read(Method reader, Object layer) {
        try {
            return reader.invoke(layer);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(
                    "cannot read component %s of %s"
                            .formatted(reader.getName(), layer.getClass().getSimpleName()),
                    e);
        }
    }

    /// `runningMean` becomes `running_mean`.
    static String snakeCase(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(java.util.Locale.ROOT);
    }

    /// The layer and all its parts, each before its own; what is there twice counts once.
    static List<Part> of(Layer root) {
        var parts = new ArrayList<Part>();
        visit("", 0, root, parts, Collections.newSetFromMap(new IdentityHashMap<>()));
        return parts;
    }

    private static void visit(
            String path, int level, Object value, List<Part> parts, Set<Object> seen) {
        switch (value) {
            case Layer layer when seen.add(layer) -> {
                parts.add(new Part(path, level, layer));
                layer.components()
                        .forEach(
                                (name, part) ->
                                        visit(join(path, name), level + 1, part, parts, seen));
            }
            case Parameter parameter when seen.add(parameter) ->
                    parts.add(new Part(path, level, parameter));
            case List<?> list -> {
                for (var i = 0; i < list.size(); i++) {
                    visit(join(path, Integer.toString(i)), level, list.get(i), parts, seen);
                }
            }
            default -> {}
        }
    }

    private static String join(String path, String name) {
        return path.isEmpty() || name.isEmpty() ? path + name : path + "." + name;
    }

    /// All parameters and statistics by name.
    static Map<String, Parameter> parameters(Layer root) {
        var found = new LinkedHashMap<String, Parameter>();
        for (var part : bind(root)) {
            if (part.value() instanceof Parameter parameter) {
                found.put(part.path(), parameter);
            }
        }
        return found;
    }

    /// Tells every part its name.
    static List<Part> bind(Layer root) {
        var parts = of(root);
        for (var part : parts) {
            switch (part.value()) {
                case Parameter parameter -> parameter.bind(part.path());
                case Primitive layer -> layer.bind(part.path());
                default -> {}
            }
        }
        return parts;
    }

    /// Tells those parts their names that have none: the root may be a chain made in passing,
    /// `conv1.then(bn1)`, which is not to take names away from a network around it.
    static void bindUnnamed(Layer root) {
        for (var part : of(root)) {
            switch (part.value()) {
                case Parameter parameter when parameter.path().isEmpty() ->
                        parameter.bind(part.path());
                case Primitive layer when layer.path().isEmpty() -> layer.bind(part.path());
                default -> {}
            }
        }
    }

    /// Whether a name was given by at least as large a network as another.
    static boolean outranks(String name, String other) {
        return depth(name) >= depth(other);
    }

    static void reseed(Layer root, long seed) {
        for (var part : bind(root)) {
            switch (part.value()) {
                case Parameter parameter -> parameter.reseed(seed);
                case Primitive layer -> layer.reseed(seed);
                default -> {}
            }
        }
    }

    /// How many names a path has: the longer of two was given by the larger network.
    private static int depth(String path) {
        return path.isEmpty() ? 0 : (int) path.chars().filter(c -> c == '.').count() + 1;
    }
}
