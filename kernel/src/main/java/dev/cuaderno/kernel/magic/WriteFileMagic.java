package dev.cuaderno.kernel.magic;

import dev.cuaderno.kernel.language.Settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// `%%writefile file`: writes the lines below to a file.
final class WriteFileMagic implements Magic {

    @Override
    public String name() {
        return "writefile";
    }

    @Override
    public java.util.Set<String> aliases() {
        return java.util.Set.of("file");
    }

    @Override
    public String help() {
        return "Writes the lines below to a file.";
    }

    @Override
    public Syntax syntax() {
        return Syntax.word("FILE", Syntax.Option.flag("a", "appends to the file"));
    }

    @Override
    public Body body() {
        return Body.REQUIRED;
    }

    @Override
    public Result run(Call call, MagicSession session) throws MagicException, IOException {
        var name = call.arguments().first().orElseThrow();
        var file = FolderMagics.path(name, session.folder());
        if (Files.isDirectory(file)) {
            throw new MagicException("this is a folder, not a file: " + file);
        }
        if (!Files.isDirectory(file.getParent())) {
            throw new MagicException("there is no folder " + file.getParent() + " to write into");
        }
        var text = call.body().orElseThrow().text();
        var whole = text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
        var exists = Files.exists(file);
        if (call.arguments().has("a")) {
            Files.writeString(file, whole, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            session.print("Appended to " + name + "\n");
        } else {
            Files.writeString(file, whole);
            session.print((exists ? "Overwrote " : "Wrote ") + name + "\n");
        }
        return Result.none();
    }

    @Override
    public List<String> complete(String arguments, Settings settings) {
        return Completing.files(arguments, settings.folder());
    }
}
