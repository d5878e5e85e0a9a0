package dev.cuaderno.kernel.magic;

import dev.cuaderno.kernel.language.Settings;

import java.util.List;
import java.util.Set;

/// A magic of the kernel: `%name arguments`, or `%%name arguments` with the lines below it.
///
/// One instance serves one session and may keep what it has to remember in its fields. It runs on
/// the thread that runs cells, which is interrupted where the user stops the cell.
public interface Magic {

    /// The name, without `%`; `!` for shell commands.
    String name();

    /// Other names that call it. One that begins with `//` is a directive, as JBang's `//DEPS`.
    default Set<String> aliases() {
        return Set.of();
    }

    /// One line that says what it does.
    String help();

    /// What it takes behind its name.
    default Syntax syntax() {
        return Syntax.none();
    }

    /// Whether it takes the lines below it.
    default Body body() {
        return Body.NONE;
    }

    /// Where `${variable}` and `{variable}` are replaced.
    default Interpolation interpolation() {
        return Interpolation.ARGUMENTS;
    }

    /// Runs it.
    ///
    /// @throws MagicException for a fault of its arguments or of what they name
    /// @throws CellFailure where Java that it ran failed
    /// @throws InterruptedException where the user stopped the cell
    /// @throws Exception anything else is shown with its message
    Result run(Call call, MagicSession session) throws Exception;

    /// What could stand at the end of `arguments`, each to replace the last word of them
    /// ([Completing#lastWord]). Called while cells run, by another thread.
    default List<String> complete(String arguments, Settings settings) {
        return List.of();
    }

    /// Whether a magic takes the lines below it: `%name` takes none, `%%name` has them.
    enum Body {
        /// `%name` only.
        NONE,
        /// `%name` and `%%name`.
        OPTIONAL,
        /// `%%name` only.
        REQUIRED
    }

    /// Where variables are replaced by their values.
    enum Interpolation {
        /// Nowhere: the arguments are Java.
        NONE,
        /// In the arguments.
        ARGUMENTS,
        /// In the arguments and, as `${variable}`, in the body.
        ALL
    }
}
