package dev.cuaderno.kernel.magic;

import dev.cuaderno.kernel.language.Settings;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// `%help name`: what a magic does and takes.
final class HelpMagic implements Magic {

    private final Supplier<List<String>> names;

    /// @param names gives the names of all magics
    HelpMagic(Supplier<List<String>> names) {
        this.names = names;
    }

    @Override
    public String name() {
        return "help";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("magic", "quickref");
    }

    @Override
    public String help() {
        return "Tells what a magic does and takes.";
    }

    @Override
    public Syntax syntax() {
        return Syntax.optionalWord("NAME");
    }

    @Override
    public Result run(Call call, MagicSession session) throws MagicException {
        var name = call.arguments().first().orElse("");
        if (name.isEmpty()) {
            return Result.text(
                    """
                    %lsmagic         lists all magics
                    %help NAME       tells what one does and takes; %NAME? does the same
                    !command         runs a shell command
                    Shift+Tab        shows the documentation of what stands at the cursor""");
        }
        var bare = name.replaceFirst("^%+", "");
        var own = session.magics().find(bare);
        if (own.isPresent()) {
            return Result.text(HelpTexts.of(own.get()));
        }
        var help = session.userMagics().get(bare);
        if (help != null) {
            return Result.text("%" + bare + "\n" + help);
        }
        throw UnknownMagic.of("%" + bare, bare, session);
    }

    @Override
    public List<String> complete(String arguments, Settings settings) {
        return names.get();
    }
}
