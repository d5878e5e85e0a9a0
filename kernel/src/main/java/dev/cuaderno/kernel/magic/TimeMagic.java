package dev.cuaderno.kernel.magic;

import dev.cuaderno.magic.Timing;

/// `%time code` and `%%time`: runs code once and says how long that took.
final class TimeMagic implements Magic {

    private static final double NANO = 1e-9;

    @Override
    public String name() {
        return "time";
    }

    @Override
    public String help() {
        return "Runs code once and tells its time, without that of its compilation.";
    }

    @Override
    public Syntax syntax() {
        return Syntax.text("CODE", false);
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
        var code = CodeArgument.of(call, syntax());
        var before = session.clock();
        try {
            return Result.inWorker("java.lang.Object", session.evaluateAll(code));
        } finally {
            var after = session.clock();
            session.print(
                    "time "
                            + Timing.format((after.wallNanos() - before.wallNanos()) * NANO)
                            + (after.cpuNanos() < 0
                                    ? ""
                                    : ", CPU "
                                            + Timing.format(
                                                    (after.cpuNanos() - before.cpuNanos()) * NANO))
                            + (after.bytes() < 0
                                    ? ""
                                    : ", "
                                            + Timing.formatBytes(
                                                    (double) (after.bytes() - before.bytes()))
                                            + " allocated")
                            + "\n");
        }
    }
}
