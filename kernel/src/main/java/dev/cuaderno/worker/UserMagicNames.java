package dev.cuaderno.worker;

import dev.cuaderno.magic.Magics;

import java.util.LinkedHashMap;

/// Lists the magics that the user and libraries have made.
final class UserMagicNames {

    private UserMagicNames() {}

    /// @return with names and one-line helps as answer
    static Reply run(Object[] arguments) {
        var found = new LinkedHashMap<String, String>();
        for (var magic : Magics.all(Thread.currentThread().getContextClassLoader())) {
            found.put(magic.name(), magic.help());
        }
        return new Reply(null, found);
    }
}
