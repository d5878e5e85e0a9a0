package dev.cuaderno.kernel.magic;

/// The code that a magic runs: behind its name, or below it.
final class CodeArgument {

    private CodeArgument() {}

    /// @throws MagicException if there is none, or both
    static CellPart.Body of(Call call, Syntax syntax) throws MagicException {
        var arguments = call.arguments();
        if (call.body().isEmpty()) {
            if (arguments.rest().isBlank()) {
                throw new MagicException(
                        "UsageError",
                        call.spelling()
                                + " needs CODE. Usage: "
                                + syntax.usage(call.spelling()).replace("[CODE]", "CODE"));
            }
            return new CellPart.Body(arguments.rest(), arguments.restOffset());
        }
        if (call.body().get().text().isBlank()) {
            throw new MagicException(
                    "UsageError", call.spelling() + " needs code on the lines below it");
        }
        if (!arguments.rest().isBlank()) {
            throw new MagicException(
                    "UsageError",
                    call.spelling()
                            + " takes its code from the lines below it, but has also: "
                            + arguments.rest());
        }
        return call.body().get();
    }
}
