package dev.cuaderno.kernel.assist;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// What some imports make visible by its simple name.
///
/// @param packages all types of these
/// @param types simple name to qualified name
/// @param statics qualified types all of whose static members are visible
/// @param members static members visible by name: the member's name to its type
record Imported(
        Set<String> packages,
        Map<String, String> types,
        Set<String> statics,
        Map<String, String> members) {

    static Imported of(Collection<String> imports, TypeIndex index) {
        var imported =
                new Imported(
                        new HashSet<>(Set.of("java.lang")),
                        new HashMap<>(),
                        new LinkedHashSet<>(),
                        new HashMap<>());
        imports.forEach(line -> imported.add(line, index));
        return imported;
    }

    private void add(String line, TypeIndex index) {
        var words = line.replace(";", " ").strip().split("\\s+", 3);
        if (words.length < 2) {
            return;
        }
        var isStatic = words[1].equals("static") && words.length == 3;
        if (words[1].equals("module") && words.length == 3) {
            packages.addAll(index.exportsOf(words[2].strip()));
            return;
        }
        var name = words[isStatic ? 2 : 1].replaceAll("\\s+", "");
        var dot = name.lastIndexOf('.');
        if (dot < 0) {
            return;
        }
        var owner = name.substring(0, dot);
        var last = name.substring(dot + 1);
        if (isStatic) {
            if (last.equals("*")) {
                statics.add(owner);
            } else {
                members.put(last, owner);
            }
        } else if (last.equals("*")) {
            packages.add(owner);
        } else {
            types.put(last, name);
        }
    }

    boolean sees(TypeIndex.Entry type) {
        var single = types.get(type.name());
        return single != null
                ? single.equals(type.qualified())
                : packages.contains(type.packageName());
    }
}
