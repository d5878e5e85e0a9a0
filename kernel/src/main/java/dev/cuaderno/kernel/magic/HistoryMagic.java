package dev.cuaderno.kernel.magic;

import java.util.List;

/// `%history`: the cells that were run.
final class HistoryMagic implements Magic {

    @Override
    public String name() {
        return "history";
    }

    @Override
    public java.util.Set<String> aliases() {
        return java.util.Set.of("hist");
    }

    @Override
    public String help() {
        return "Shows the cells that were run in this session.";
    }

    @Override
    public Syntax syntax() {
        return Syntax.none(
                Syntax.Option.flag("n", "shows their numbers"),
                Syntax.Option.flag("o", "shows their values"),
                Syntax.Option.of("l", "COUNT", "the last ones only"),
                Syntax.Option.of("g", "TEXT", "those that hold a text only"));
    }

    @Override
    public Result run(Call call, MagicSession session) throws MagicException {
        var arguments = call.arguments();
        var count = arguments.integer("l", Integer.MAX_VALUE, 1);
        var wanted = arguments.text("g").orElse("");
        var cells =
                session.history().stream()
                        .filter(each -> each.cell().source().contains(wanted))
                        .toList();
        var last = cells.subList(Math.max(0, cells.size() - count), cells.size());
        session.print(
                last.isEmpty()
                        ? "No cell was run"
                                + (wanted.isEmpty()
                                        ? " before this one.\n"
                                        : " with " + wanted + ".\n")
                        : text(last, arguments.has("n"), arguments.has("o")));
        return Result.none();
    }

    private static String text(List<MagicSession.Ran> cells, boolean numbers, boolean values) {
        var text = new StringBuilder();
        for (var each : cells) {
            if (numbers) {
                text.append(each.cell().number()).append(": ");
            }
            text.append(each.cell().source().stripTrailing()).append('\n');
            if (values) {
                each.shown().ifPresent(value -> text.append("-> ").append(value).append('\n'));
            }
        }
        return text.toString();
    }
}
