package dev.cuaderno.kernel.dependency.magic;

import dev.cuaderno.kernel.dependency.LockText;
import dev.cuaderno.kernel.language.Cell;
import dev.cuaderno.kernel.magic.Call;
import dev.cuaderno.kernel.magic.CellCutter;
import dev.cuaderno.kernel.magic.CellPart;
import dev.cuaderno.kernel.magic.Magic;
import dev.cuaderno.kernel.magic.MagicException;
import dev.cuaderno.kernel.magic.MagicSession;
import dev.cuaderno.kernel.magic.Result;
import dev.cuaderno.kernel.magic.Syntax;

import java.util.Set;

/// `//LOCK` lines: the exact files of the notebook, as `%dep lock` writes them.
final class LockMagic implements Magic {

    private final Libraries libraries;
    private Cell seen;

    LockMagic(Libraries libraries) {
        this.libraries = libraries;
    }

    @Override
    public String name() {
        return LockText.DIRECTIVE;
    }

    @Override
    public Set<String> aliases() {
        return Set.of();
    }

    @Override
    public String help() {
        return "Locks the notebook's libraries to exact files; %dep lock writes these lines.";
    }

    @Override
    public Syntax syntax() {
        return Syntax.text("COORDINATES sha256=...", true);
    }

    @Override
    public Interpolation interpolation() {
        return Interpolation.NONE;
    }

    /// The first line of a cell takes all of them; one alone is no lock.
    @Override
    public Result run(Call call, MagicSession session) throws Exception {
        if (!session.cell().equals(seen)) {
            var names = new CellCutter.Names(name -> false, LockText.DIRECTIVE::equals);
            var lines =
                    CellCutter.cut(session.cell().source(), names).stream()
                            .filter(CellPart.Magic.class::isInstance)
                            .map(part -> ((CellPart.Magic) part).arguments())
                            .toList();
            try {
                libraries.lock(LockText.read(lines), session);
            } catch (IllegalArgumentException damaged) {
                throw new MagicException("LockError", damaged.getMessage());
            }
            seen = session.cell();
        }
        return Result.none();
    }
}
