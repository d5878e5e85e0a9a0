package dev.cuaderno.worker;

import dev.cuaderno.magic.MagicCall;
import dev.cuaderno.magic.Magics;

import java.util.Optional;

/// Runs a magic that the user or a library has made.
final class UserMagicTask {

    private UserMagicTask() {}

    /// @param arguments the magic's name, its arguments, its body or null
    /// @return with true as answer; with false where there is no such magic
    static Reply run(Object[] arguments) throws Exception {
        var name = (String) arguments[0];
        var magic = Magics.find(name, Thread.currentThread().getContextClassLoader());
        if (magic.isEmpty()) {
            return new Reply(null, false);
        }
        var call =
                new MagicCall(
                        name, (String) arguments[1], Optional.ofNullable((String) arguments[2]));
        return new Reply(magic.get().run(call), true);
    }
}
