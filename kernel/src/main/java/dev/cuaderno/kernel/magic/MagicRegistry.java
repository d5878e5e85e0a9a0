package dev.cuaderno.kernel.magic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The kernel's magics of one session, by name.
public final class MagicRegistry {

    private final Map<String, Magic> byName = new TreeMap<>();
    private final List<Magic> all = new ArrayList<>();

    /// @throws IllegalArgumentException if two have one name
    public MagicRegistry(Collection<? extends Magic> magics) {
        for (var magic : magics) {
            all.add(magic);
            put(magic.name(), magic);
            magic.aliases().forEach(alias -> put(alias, magic));
        }
    }

    private void put(String name, Magic magic) {
        var other = byName.put(key(name), magic);
        if (other != null) {
            throw new IllegalArgumentException("two magics are called " + name);
        }
    }

    /// The magic of a name or alias. Upper and lower case make no difference.
    public Optional<Magic> find(String name) {
        return Optional.ofNullable(byName.get(key(name)));
    }

    /// All magics, in the order in which they were given.
    public List<Magic> all() {
        return List.copyOf(all);
    }

    /// All names that stand behind `%`, aliases included.
    public List<String> names() {
        return all.stream()
                .flatMap(
                        magic ->
                                java.util.stream.Stream.concat(
                                        java.util.stream.Stream.of(magic.name()),
                                        magic.aliases().stream()))
                .filter(name -> Character.isLetter(name.charAt(0)))
                .sorted()
                .toList();
    }

    private static String key(String name) {
        return name.startsWith("//") ? name : name.toLowerCase(Locale.ROOT);
    }
}
