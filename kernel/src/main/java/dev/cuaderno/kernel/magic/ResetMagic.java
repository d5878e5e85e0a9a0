package dev.cuaderno.kernel.magic;

import dev.cuaderno.kernel.magic.MagicSession.Declared;

import java.util.Locale;

/// `%reset`: forgets what cells have declared.
final class ResetMagic implements Magic {

    @Override
    public String name() {
        return "reset";
    }

    @Override
    public String help() {
        return "Forgets all variables, methods, types and imports that cells have declared.";
    }

    @Override
    public Syntax syntax() {
        return Syntax.none(Syntax.Option.flag("f", "does not ask first"));
    }

    @Override
    public Result run(Call call, MagicSession session) throws MagicException {
        var own = session.declared().stream().filter(Declared::own).toList();
        if (!call.arguments().has("f")) {
            var answer =
                    session.outputs()
                            .input("Forget " + own.size() + " declarations? (y/N) ", false);
            if (answer == null) {
                throw new MagicException(
                        "nobody can be asked here whether to forget everything: write %reset -f");
            }
            if (!answer.strip().toLowerCase(Locale.ROOT).matches("y|yes|s|sí|si|j|ja")) {
                session.print("Nothing was forgotten.\n");
                return Result.none();
            }
        }
        session.drop(own);
        session.print("Forgotten: " + own.size() + " declarations.\n");
        return Result.none();
    }
}
