package dev.cuaderno.kernel.magic;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// What users of Python notebooks type by habit, answered with Java's way.
///
/// @param advice what to do here instead
/// @param fails false where there is nothing to do, so that a cell copied from elsewhere runs on
record HabitMagics(String name, Set<String> aliases, String advice, boolean fails)
        implements Magic {

    static List<Magic> all() {
        var packages =
                "Python's packages do not work in Java. Maven Central has Java's libraries (search"
                        + " at https://central.sonatype.com); add one with %dep"
                        + " group:artifact:version";
        return List.of(
                new HabitMagics(
                        "pip", Set.of("conda", "mamba", "uv", "micromamba"), packages, true),
                new HabitMagics(
                        "matplotlib",
                        Set.of("pylab"),
                        "not needed: a chart that is the last expression of a cell, or is given to"
                                + " display(...), is shown in the notebook",
                        false),
                new HabitMagics(
                        "autoreload",
                        Set.of(),
                        "not needed: an edited method or class replaces its earlier form, and"
                                + " objects made before live on",
                        false),
                new HabitMagics(
                        "load_ext",
                        Set.of("reload_ext"),
                        "not needed: libraries on the class path bring their magics and renderers"
                                + " with them",
                        false),
                new HabitMagics(
                        "config",
                        Set.of("xmode", "colors"),
                        "not needed: settings of the kernel are environment"
                                + " variables, see %env CUADERNO_JVM_OPTS",
                        false),
                new HabitMagics(
                        "prun",
                        Set.of("lprun", "mprun", "memit"),
                        "there is no profiler here; %timeit tells time and allocation, and JDK"
                                + " Mission Control attaches to the JVM of the cells",
                        true),
                new HabitMagics(
                        "debug",
                        Set.of("pdb"),
                        "there is no %debug here; JupyterLab's debugger panel sets breakpoints where"
                                + " the kernel offers one",
                        true),
                new HabitMagics(
                        "python",
                        Set.of("python3", "py"),
                        "this notebook speaks Java; a script runs with !python3 FILE",
                        true));
    }

    private static final Map<String, String> EXAMPLES =
            Map.of("pip", "for instance %dep org.apache.commons:commons-math3:3.6.1");

    @Override
    public String help() {
        return "Python's; tells the Java way.";
    }

    @Override
    public Syntax syntax() {
        return Syntax.anything("...");
    }

    @Override
    public Body body() {
        return Body.OPTIONAL;
    }

    @Override
    public Result run(Call call, MagicSession session) throws MagicException {
        if (fails) {
            var example = EXAMPLES.get(name);
            throw new MagicException("NotPython", advice + (example == null ? "" : ", " + example));
        }
        session.print(call.spelling() + " is " + advice + ".\n");
        return Result.none();
    }
}
