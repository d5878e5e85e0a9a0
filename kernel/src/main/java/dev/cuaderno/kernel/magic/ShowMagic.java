package dev.cuaderno.kernel.magic;

import dev.cuaderno.display.MimeBundle;

import java.util.List;
import java.util.Set;

/// `%%html`, `%%markdown` and the like: shows the lines below in their own form.
///
/// @param mime the form
/// @param needs a text that they must hold; empty for none
record ShowMagic(
        String name, Set<String> aliases, String mime, Interpolation interpolation, String needs)
        implements Magic {

    static List<Magic> all() {
        return List.of(
                new ShowMagic("html", Set.of(), "text/html", Interpolation.ALL, ""),
                new ShowMagic("markdown", Set.of("md"), "text/markdown", Interpolation.ALL, ""),
                new ShowMagic("svg", Set.of(), "image/svg+xml", Interpolation.ALL, "<svg"),
                new ShowMagic("mermaid", Set.of(), "text/vnd.mermaid", Interpolation.ALL, ""),
                // Both have a ${...} of their own.
                new ShowMagic("latex", Set.of(), "text/latex", Interpolation.ARGUMENTS, ""),
                new ShowMagic(
                        "javascript",
                        Set.of("js"),
                        "application/javascript",
                        Interpolation.ARGUMENTS,
                        ""));
    }

    @Override
    public String help() {
        return "Shows the lines below as " + name + ".";
    }

    @Override
    public Body body() {
        return Body.REQUIRED;
    }

    @Override
    public Result run(Call call, MagicSession session) throws MagicException {
        var text = call.body().orElseThrow().text().strip();
        if (text.isEmpty()) {
            throw new MagicException(
                    "UsageError", call.spelling() + " has no lines below it to show");
        }
        if (!text.contains(needs)) {
            throw new MagicException(call.spelling() + " needs a " + needs + "> element");
        }
        var bundle = MimeBundle.text(text).with(mime, text);
        if (name.equals("mermaid")) {
            // For front ends that draw diagrams in Markdown only.
            bundle = bundle.with(MimeBundle.MARKDOWN, "```mermaid\n" + text + "\n```");
        }
        session.outputs().display(bundle, null, false);
        return Result.none();
    }
}
