package dev.cuaderno.kernel.language;

import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.kernel.process.Worker;
import dev.cuaderno.worker.Failure;
import dev.cuaderno.worker.Requests;

import jdk.jshell.execution.StreamingExecutionControl;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// JShell's hand on a worker. JShell silently drops what it takes for a fault of its engine; this
/// remembers it.
final class WorkerControl extends StreamingExecutionControl {

    private final Worker worker;
    private String fault;
    private boolean dead;
    private boolean renderFailed;
    private Plan plan;
    // The first version of each class that the worker has: a redefinition keeps its shape.
    private final Map<String, byte[]> code = new HashMap<>();
    private final Set<String> abandoned = new HashSet<>();

    WorkerControl(Worker worker) {
        super(worker.controlOut(), worker.controlIn());
        this.worker = worker;
    }

    /// True once the worker no longer answers.
    boolean isDead() {
        return dead;
    }

    /// What went wrong in the engine since the last call, or null.
    String takeFault() {
        var last = fault;
        fault = null;
        return last;
    }

    /// From now on puts off what JShell asks for, as `plan` says; null to do it at once again.
    void follow(Plan plan) {
        this.plan = plan;
    }

    @Override
    public void load(ClassBytecodes[] classes)
            throws ClassInstallException, NotImplementedException, EngineTerminationException {
        try {
            super.load(classes);
            for (var each : classes) {
                code.put(each.name(), each.bytecodes());
            }
            if (plan != null) {
                plan.loaded(classes);
            }
        } catch (EngineTerminationException end) {
            throw died(end);
        } catch (ClassInstallException failure) {
            fault = failure.getMessage();
            throw failure;
        }
    }

    @Override
    public void redefine(ClassBytecodes[] classes)
            throws ClassInstallException, NotImplementedException, EngineTerminationException {
        if (plan != null && plan.mode != Plan.Mode.UNDO) {
            var sameShape = haveSameShape(classes);
            if (!sameShape && abandoned.contains(outermost(classes[0].name()))) {
                // What was dropped holds no value worth keeping.
                throw new ClassInstallException("another shape", new boolean[classes.length]);
            }
            plan.redefine(classes, sameShape);
        } else {
            redefineNow(classes);
        }
    }

    private void redefineNow(ClassBytecodes[] classes)
            throws ClassInstallException, NotImplementedException, EngineTerminationException {
        var files = new LinkedHashMap<String, byte[]>();
        for (var each : classes) {
            files.put(each.name(), each.bytecodes());
        }
        try {
            worker.redefine(files);
            // It has happened; this tells the loader, of which libraries ask for the code.
            super.redefine(classes);
        } catch (UnsupportedOperationException refused) {
            // The shape of a class changed; JShell then loads it anew and resets its variables.
            throw new ClassInstallException(
                    "redefine: " + refused.getMessage(), new boolean[classes.length]);
        } catch (EngineTerminationException end) {
            throw died(end);
        }
    }

    /// Redefines classes where the worker lets it.
    void tryRedefine(List<ClassBytecodes> classes) {
        try {
            redefineNow(classes.toArray(ClassBytecodes[]::new));
        } catch (ClassInstallException
                | NotImplementedException
                | EngineTerminationException refused) {
            // They stay as they are.
        }
    }

    /// A snippet was dropped that lived in this class.
    void abandon(String type) {
        abandoned.add(outermost(type));
    }

    /// The generated class around a class of a cell: `REPL.$JShell$7` of `REPL.$JShell$7$Point`.
    private static String outermost(String type) {
        return type.replaceFirst("^(REPL\\.\\$JShell\\$\\w+).*", "$1");
    }

    private boolean haveSameShape(ClassBytecodes[] classes) {
        for (var each : classes) {
            var old = code.get(each.name());
            if (old == null || !Shape.of(old).equals(Shape.of(each.bytecodes()))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String invoke(String type, String method)
            throws RunException, EngineTerminationException, InternalException {
        if (plan != null) {
            plan.invoke(type, method);
            return "";
        }
        try {
            return super.invoke(type, method);
        } catch (EngineTerminationException end) {
            throw died(end);
        } catch (InternalException failure) {
            fault = failure.getMessage();
            throw failure;
        }
    }

    /// Does what was put off. A variable that cannot keep its value is told to `lost`.
    void perform(Plan.Step step, Consumer<String> lost)
            throws RunException, EngineTerminationException, InternalException {
        switch (step) {
            case Plan.Step.Redefine redefine -> {
                try {
                    redefine(redefine.classes().toArray(ClassBytecodes[]::new));
                } catch (ClassInstallException | NotImplementedException refused) {
                    fault = refused.getMessage();
                }
            }
            case Plan.Step.Invoke invoke -> invoke(invoke.type(), invoke.method());
            case Plan.Step.Carry carry -> {
                var names = new String[] {carry.from(), carry.to(), carry.variable()};
                if (!Boolean.TRUE.equals(request(Requests.CARRY, names))) {
                    lost.accept(carry.variable());
                }
            }
        }
    }

    void enter(int cell) {
        request(Requests.ENTER, cell);
    }

    void leave() {
        request(Requests.LEAVE, null);
    }

    /// The forms of the last value; empty for one that is not to be shown.
    Optional<MimeBundle> render() {
        var answer = request(Requests.RENDER, null);
        renderFailed = Boolean.FALSE.equals(answer);
        if (!(answer instanceof Object[] maps)) {
            return Optional.empty();
        }
        UnaryOperator<Object> checked = map -> map == null ? Map.of() : map;
        return Optional.of(
                new MimeBundle(texts(checked.apply(maps[0])), texts(checked.apply(maps[1]))));
    }

    /// Whether the last [#render] threw; [#failure] tells what.
    boolean renderFailed() {
        return renderFailed;
    }

    /// The last throwable, or null.
    Failure failure() {
        return (Failure) request(Requests.FAILURE, null);
    }

    /// Runs a task.
    ///
    /// @return what it answers; empty where it threw, which [#failure()] then tells
    Optional<Object[]> task(String type, Object[] arguments) {
        var answer = (Object[]) request(Requests.TASK, new Object[] {type, arguments});
        return answer != null && Boolean.TRUE.equals(answer[0])
                ? Optional.of(new Object[] {answer[1]})
                : Optional.empty();
    }

    /// Keeps a value for the snippet that assigns it; null keeps the last one.
    void hand(Object[] value) {
        request(Requests.HAND, value);
    }

    /// The text of a variable's value; null where it cannot be read.
    String text(String type, String variable) {
        var earlier = fault;
        var text = (String) request(Requests.TEXT, new Object[] {type, variable});
        // A broken toString() is the user's fault, not the engine's.
        fault = earlier;
        return text;
    }

    /// Elapsed and processor nanoseconds, and bytes allocated; null where the worker has gone.
    long[] clock() {
        return (long[]) request(Requests.CLOCK, null);
    }

    /// A short text of a variable's value; empty where it takes too long to make.
    Optional<String> peek(String type, String variable) {
        return Optional.ofNullable((String) request(Requests.PEEK, new String[] {type, variable}));
    }

    @SuppressWarnings("unchecked") // The worker of this very build sends maps of texts.
    private static Map<String, String> texts(Object map) {
        return (Map<String, String>) map;
    }

    private Object request(String command, Object argument) {
        if (dead) {
            return null;
        }
        try {
            return extensionCommand(command, argument);
        } catch (EngineTerminationException end) {
            died(end);
            return null;
        } catch (RunException | InternalException failure) {
            fault = failure.toString();
            return null;
        }
    }

    private EngineTerminationException died(EngineTerminationException end) {
        dead = true;
        return end;
    }

    @Override
    public void close() {
        // The worker belongs to the session, which closes it.
    }
}
