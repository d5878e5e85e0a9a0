package dev.cuaderno.worker;

import java.util.HashMap;
import java.util.Map;

/// Reads and changes the environment of this JVM, as `System.getenv` and new processes see it.
final class EnvTask {

    private EnvTask() {}

    /// @param arguments nothing, or a name and its value (null to remove it)
    /// @return with all variables as answer
    static Reply run(Object[] arguments) throws ReflectiveOperationException {
        if (arguments.length > 0) {
            change((String) arguments[0], (String) arguments[1]);
        }
        var variables = new HashMap<>(System.getenv());
        variables.remove(Frames.TOKEN_VARIABLE);
        return new Reply(null, variables);
    }

    @SuppressWarnings("unchecked") // A map of texts, by System.getenv's own type.
    private static void change(String name, String value) throws ReflectiveOperationException {
        // The view behind the unmodifiable one writes through to what new processes inherit.
        var variables = System.getenv();
        var behind = variables.getClass().getDeclaredField("m");
        behind.setAccessible(true);
        var writable = (Map<String, String>) behind.get(variables);
        if (value == null) {
            writable.remove(name);
        } else {
            writable.put(name, value);
        }
    }
}
