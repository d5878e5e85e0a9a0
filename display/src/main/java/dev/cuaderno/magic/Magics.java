package dev.cuaderno.magic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;

/// The magics that this JVM knows beside the kernel's own.
public final class Magics {

    // A JVM that runs cells has one set of magics, as it has one console.
    private static final Map<String, UserMagic> REGISTERED = new ConcurrentHashMap<>();

    private static volatile Object value;

    private Magics() {}

    /// What a registered magic does.
    @FunctionalInterface
    public interface Action {
        /// As [UserMagic#run].
        Object run(MagicCall call) throws Exception;
    }

    /// Declares a magic, in place of one of the same name that was declared before.
    ///
    /// ```java
    /// Magics.register("shout", "Repeats the arguments loudly.",
    ///         call -> call.arguments().toUpperCase());
    /// ```
    ///
    /// @throws IllegalArgumentException if `name` cannot be written behind `%`
    public static void register(String name, String help, Action action) {
        register(new Registered(name, help, action));
    }

    /// Declares a magic, in place of one of the same name that was declared before.
    ///
    /// @throws IllegalArgumentException if its name cannot be written behind `%`
    public static void register(UserMagic magic) {
        if (magic.name() == null || !magic.name().matches("[A-Za-z][A-Za-z0-9_]*")) {
            throw new IllegalArgumentException(
                    "a magic's name is letters, digits and _, beginning with a letter; not "
                            + magic.name());
        }
        REGISTERED.put(magic.name(), magic);
    }

    /// All magics: those registered, and those that `loader` finds. Of two with one name the
    /// registered one counts.
    public static List<UserMagic> all(ClassLoader loader) {
        var found = new ArrayList<>(REGISTERED.values());
        var services = ServiceLoader.load(UserMagic.class, loader).iterator();
        for (var more = true; more; ) {
            try {
                more = services.hasNext();
                if (more) {
                    var magic = services.next();
                    if (found.stream().noneMatch(each -> each.name().equals(magic.name()))) {
                        found.add(magic);
                    }
                }
            } catch (ServiceConfigurationError | LinkageError broken) {
                // One broken library must not take the others' magics away.
            }
        }
        found.sort(Comparator.comparing(UserMagic::name));
        return found;
    }

    /// The magic of this name.
    public static Optional<UserMagic> find(String name, ClassLoader loader) {
        return all(loader).stream().filter(magic -> magic.name().equals(name)).findFirst();
    }

    /// The value of the last magic that a cell assigns: `var files = %ls` is compiled as `var files
    /// = Magics.<List<String>>value()`.
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Written by the kernel only.
    public static <T> T value() {
        return (T) value;
    }

    /// Called by the kernel before [#value()].
    public static void setValue(Object newValue) {
        value = newValue;
    }

    private record Registered(String name, String help, Action action) implements UserMagic {
        @Override
        public Object run(MagicCall call) throws Exception {
            return action.run(call);
        }
    }
}
