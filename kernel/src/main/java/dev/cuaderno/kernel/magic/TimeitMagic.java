package dev.cuaderno.kernel.magic;

import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.kernel.language.Outcome;

import java.util.Optional;

/// `%timeit code` and `%%timeit`: runs code many times and gives a [dev.cuaderno.magic.Timing].
final class TimeitMagic implements Magic {

    private static final String TYPE = "dev.cuaderno.magic.Timing";
    private static final int RUNS = 7;

    @Override
    public String name() {
        return "timeit";
    }

    @Override
    public String help() {
        return "Runs code many times, warmed up, and tells mean, deviation, best and allocation.";
    }

    @Override
    public Syntax syntax() {
        return Syntax.text(
                "CODE",
                false,
                Syntax.Option.of("n", "LOOPS", "passes in a run; chosen by itself without it"),
                Syntax.Option.of("r", "RUNS", "runs; 7 without it"),
                Syntax.Option.flag("q", "shows nothing, for var t = %timeit -q ..."));
    }

    @Override
    public Body body() {
        return Body.OPTIONAL;
    }

    @Override
    public Interpolation interpolation() {
        return Interpolation.NONE;
    }

    @Override
    public Result run(Call call, MagicSession session) throws MagicException, CellFailure {
        var arguments = call.arguments();
        var loops = arguments.integer("n", 0, 1);
        var runs = arguments.integer("r", RUNS, 1);
        var code = CodeArgument.of(call, syntax());
        // The code begins a line of its own, by which the place of an exception is found.
        var begin = TYPE + ".measure(" + loops + ", " + runs + ", () ->\n";
        var shown = measure(session, begin, code);
        return Result.inWorker(TYPE, arguments.has("q") ? Optional.empty() : shown);
    }

    /// An expression's value is kept from being optimised away; what is no expression is a block.
    private static Optional<MimeBundle> measure(
            MagicSession session, String begin, CellPart.Body code) throws CellFailure {
        var java = code.text().stripTrailing();
        while (java.endsWith(";")) {
            java = java.substring(0, java.length() - 1).stripTrailing();
        }
        var isBlock = java.indexOf(';') >= 0;
        if (!isBlock) {
            try {
                return session.evaluate(begin + java + "\n)", code.offset() - begin.length());
            } catch (CellFailure failure) {
                if (failure.outcome().cause() != Outcome.Cause.COMPILE) {
                    throw failure;
                }
                try {
                    return block(session, begin, java, code.offset());
                } catch (CellFailure second) {
                    throw second.outcome().cause() == Outcome.Cause.COMPILE ? failure : second;
                }
            }
        }
        return block(session, begin, java, code.offset());
    }

    private static Optional<MimeBundle> block(
            MagicSession session, String begin, String java, int offset) throws CellFailure {
        var opened = begin + "{\n";
        return session.evaluate(opened + java + "\n;})", offset - opened.length());
    }
}
