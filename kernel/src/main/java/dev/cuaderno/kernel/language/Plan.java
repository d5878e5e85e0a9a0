package dev.cuaderno.kernel.language;

import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What JShell asks of its engine while a cell is compiled, put off until all of the cell is known
/// to compile. JShell believes that it is done at once.
///
/// Only the loading of new classes is not put off: it runs no code of the user.
final class Plan {

    /// How JShell's wish to redefine a class is answered.
    enum Mode {
        /// Always granted, so that the cell can still be taken back; a change of shape is noted.
        TRIAL,
        /// Granted where the JVM will grant it. JShell replaces the class elsewhere.
        FINAL,
        /// Done at once, and nothing is run: a cell is being taken back.
        UNDO
    }

    /// One thing to do.
    sealed interface Step {

        /// New code for classes that are loaded.
        record Redefine(List<ClassBytecodes> classes) implements Step {}

        /// Run a method of a snippet.
        record Invoke(String type, String method) implements Step {}

        /// Bring the value of a variable from a class to the one that takes its place.
        record Carry(String variable, String from, String to) implements Step {}
    }

    final Mode mode;
    private final Set<String> loaded = new HashSet<>();
    private List<Step> steps = new ArrayList<>();
    private boolean reshaped;

    Plan(Mode mode) {
        this.mode = mode;
    }

    void loaded(ClassBytecodes[] classes) {
        for (var each : classes) {
            loaded.add(each.name());
        }
    }

    /// @param sameShape whether the JVM can put the new classes in the place of the old ones
    void redefine(ClassBytecodes[] classes, boolean sameShape) throws ClassInstallException {
        if (!sameShape) {
            // A class that this very cell brought holds no value worth keeping.
            if (mode == Mode.FINAL || loaded.contains(classes[0].name())) {
                throw new ClassInstallException("another shape", new boolean[classes.length]);
            }
            reshaped = true;
        }
        steps.add(new Step.Redefine(List.of(classes)));
    }

    void invoke(String type, String method) {
        steps.add(new Step.Invoke(type, method));
    }

    /// The steps since the last call.
    List<Step> takeSteps() {
        var taken = steps;
        steps = new ArrayList<>();
        return taken;
    }

    /// True where a class was to get a shape that the JVM will refuse.
    boolean isReshaped() {
        return reshaped;
    }
}
