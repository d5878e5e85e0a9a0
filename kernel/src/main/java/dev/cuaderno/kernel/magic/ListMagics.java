package dev.cuaderno.kernel.magic;

import java.util.Comparator;

/// `%lsmagic`: all magics with what they do.
final class ListMagics implements Magic {

    @Override
    public String name() {
        return "lsmagic";
    }

    @Override
    public String help() {
        return "Lists all magics.";
    }

    @Override
    public Result run(Call call, MagicSession session) {
        var text = new StringBuilder();
        session.magics().all().stream()
                .sorted(Comparator.comparing(Magic::name))
                .forEach(magic -> line(text, HelpTexts.spellings(magic), magic.help()));
        session.userMagics().forEach((name, help) -> line(text, "%" + name, help));
        text.append("%help NAME tells more about one of them.\n");
        session.print(text.toString());
        return Result.none();
    }

    private static void line(StringBuilder text, String names, String help) {
        text.append(String.format(java.util.Locale.ROOT, "%-24s %s%n", names, help).stripTrailing())
                .append('\n');
    }
}
