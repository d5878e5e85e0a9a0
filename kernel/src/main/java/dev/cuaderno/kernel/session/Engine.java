package dev.cuaderno.kernel.session;

import dev.cuaderno.kernel.assist.Assistant;
import dev.cuaderno.kernel.language.Language;

/// Makes the language of a kernel. Started in the background, so that a front end is greeted before
/// the language is warm.
@FunctionalInterface
public interface Engine {

    /// Starts the language; called once.
    ///
    /// @throws Exception if it cannot start; every cell then fails with the message
    Language start() throws Exception;

    /// Who completes and inspects code of `language`: by default itself, where it can.
    default Assistant assistant(Language language) {
        return language instanceof Assistant assistant ? assistant : Assistant.NONE;
    }
}
