package dev.cuaderno.kernel.magic;

import dev.cuaderno.kernel.dependency.magic.LibraryMagics;

import java.util.ArrayList;
import java.util.List;

/// The magics that every session has. A new one is a class and a line here.
public final class StandardMagics {

    private StandardMagics() {}

    /// Fresh ones, since they may remember things.
    public static List<Magic> all() {
        var magics = new ArrayList<Magic>();
        magics.add(new ListMagics());
        magics.add(new TimeMagic());
        magics.add(new TimeitMagic());
        magics.add(new WhoMagic(false));
        magics.add(new WhoMagic(true));
        magics.add(new ResetMagic());
        magics.addAll(FolderMagics.all());
        magics.add(new LsMagic());
        magics.add(new EnvMagic());
        magics.addAll(ShellMagic.all());
        magics.add(new WriteFileMagic());
        magics.add(new LoadMagic(false));
        magics.add(new LoadMagic(true));
        magics.add(new HistoryMagic());
        magics.add(new JShellMagic());
        magics.addAll(ShowMagic.all());
        magics.addAll(HabitMagics.all());
        magics.add(new HelpMagic(() -> new MagicRegistry(magics).names()));
        magics.addAll(LibraryMagics.all());
        magics.add(new ExportMagic());
        magics.add(JvmMagic.options());
        magics.add(JvmMagic.jdk());
        return magics;
    }
}
