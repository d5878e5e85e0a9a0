package dev.cuaderno.kernel.dependency.magic;

import dev.cuaderno.kernel.dependency.Repository;
import dev.cuaderno.kernel.dependency.Request;
import dev.cuaderno.kernel.magic.CellCutter;
import dev.cuaderno.kernel.magic.CellPart;
import dev.cuaderno.kernel.magic.MagicException;
import dev.cuaderno.kernel.magic.MagicSession;

import java.util.ArrayList;
import java.util.List;

/// All libraries and repositories that a cell names. They are resolved at once: one by one, a
/// version that a later line changes would be in use already.
///
/// A line that is wrong, or that waits for the value of a variable, is left to its own turn.
record Lookahead(List<Request> requests, List<Repository> repositories) {

    static Lookahead of(MagicSession session) {
        var found = new Lookahead(new ArrayList<>(), new ArrayList<>());
        var names =
                new CellCutter.Names(
                        name -> session.declared().stream().anyMatch(d -> d.name().equals(name)),
                        name -> session.magics().find(name).isPresent());
        for (var part : CellCutter.cut(session.cell().source(), names)) {
            if (part instanceof CellPart.Magic magic && magic.arguments().indexOf('{') < 0) {
                try {
                    found.read(magic, session);
                } catch (MagicException | IllegalArgumentException wrong) {
                    // Said when the line is run.
                }
            }
        }
        return found;
    }

    private void read(CellPart.Magic part, MagicSession session) throws MagicException {
        var magic = session.magics().find(part.name()).orElse(null);
        if (magic instanceof DepMagic) {
            var arguments = magic.syntax().parse(part.name(), part.arguments(), 0);
            if (!DepMagic.isCommand(arguments)) {
                requests.addAll(DepMagic.requests(arguments));
            }
        } else if (magic instanceof RepoMagic) {
            repositories.addAll(
                    RepoMagic.repositories(magic.syntax().parse(part.name(), part.arguments(), 0)));
        }
    }
}
