package dev.cuaderno.kernel.repl;

import dev.cuaderno.kernel.process.HeapSize;
import dev.cuaderno.kernel.process.WorkerFiles;
import dev.cuaderno.worker.ReplAgent;

import jdk.jshell.execution.JdiDefaultExecutionControl.JdiStarter.TargetDescription;
import jdk.jshell.execution.JdiExecutionControlProvider;
import jdk.jshell.execution.JdiInitiator;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The JDK's own engine with another JVM behind it, in which [ReplAgent] shows the results.
public final class ReplEngine implements ExecutionControlProvider {

    static final String NAME = "cuaderno";

    private static final String CLASS_PATH = "--class-path";

    /// A busy machine needs more than the five seconds that jshell waits for a JVM by default.
    private static final int START_MILLIS = 60_000;

    private static final JdiExecutionControlProvider JDI =
            new JdiExecutionControlProvider(
                    (env, _, port) -> {
                        // jshell's tool believes to have its own agent, of which ours is one.
                        var jvm =
                                new JdiInitiator(
                                        port,
                                        options(env.extraRemoteVMOptions()),
                                        ReplAgent.class.getName(),
                                        false,
                                        "",
                                        START_MILLIS,
                                        Map.of());
                        return new TargetDescription(jvm.vm(), jvm.process());
                    });

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Map<String, String> defaultParameters() {
        return Map.of();
    }

    @Override
    public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters)
            throws IOException {
        return JDI.generate(
                env, Map.of(JdiExecutionControlProvider.PARAM_TIMEOUT, "" + START_MILLIS));
    }

    /// The user's class path, which is among the options, with the agent's two jars before it.
    static List<String> options(List<String> asked) {
        var options = new ArrayList<>(HeapSize.JVM_OPTIONS);
        options.addAll(asked);
        var own = WorkerFiles.agentJar() + File.pathSeparator + WorkerFiles.displayClasses();
        var at = options.lastIndexOf(CLASS_PATH);
        if (at >= 0 && at + 1 < options.size()) {
            options.set(at + 1, own + File.pathSeparator + options.get(at + 1));
        } else {
            options.addAll(List.of(CLASS_PATH, own));
        }
        options.add("-Dcuaderno.columns=" + Columns.ofTerminal());
        options.add("--add-exports=jdk.jshell/jdk.jshell.execution.impl=ALL-UNNAMED");
        return options;
    }
}
