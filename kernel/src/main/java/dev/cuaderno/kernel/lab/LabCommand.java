package dev.cuaderno.kernel.lab;

import dev.cuaderno.kernel.install.InstalledKernel;
import dev.cuaderno.kernel.install.JupyterPaths;
import dev.cuaderno.kernel.session.InterruptSignal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// `lab`: opens JupyterLab with the kernel ready.
@Command(
        name = "lab",
        customSynopsis = "cuaderno lab [-h] [ARGUMENT...]",
        description = {
            "Opens JupyterLab with the Java kernel ready.",
            "",
            "Takes the jupyter-lab on the PATH. Where there is none, it makes a Python environment"
                    + " in the user's data folder and installs JupyterLab there with pip, which"
                    + " needs Python 3 and a network the first time.",
            "",
            "Every ARGUMENT is handed on to jupyter-lab: a folder or a notebook to open, --port,"
                    + " --no-browser, ..."
        })
public final class LabCommand implements Callable<Integer> {

    private static final String DEFAULT_KERNEL = "MultiKernelManager.default_kernel_name";

    @Spec private CommandSpec spec;

    @Unmatched private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        try {
            var own = OwnFolder.here();
            var program =
                    new LabProgram(
                                    Programs.here(),
                                    Runs.here(),
                                    own.resolve("jupyterlab"),
                                    this::say)
                            .find();
            var variables =
                    new LabKernel(JupyterPaths.here(), own.resolve("jupyter")).variables(program);
            say("starting " + program);
            var builder = new ProcessBuilder(command(program, arguments)).inheritIO();
            builder.environment().putAll(variables);
            return serve(builder);
        } catch (LabException | IOException failure) {
            spec.commandLine().getErr().println("lab: " + failure.getMessage());
            spec.commandLine().getErr().flush();
            return 1;
        }
    }

    /// The command line of JupyterLab: with this kernel for new notebooks, unless the user wants
    /// another.
    static List<String> command(Path program, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(program.toString());
        if (arguments.stream().noneMatch(argument -> argument.contains(DEFAULT_KERNEL))) {
            command.add("--" + DEFAULT_KERNEL + "=" + InstalledKernel.NAME);
        }
        command.addAll(arguments);
        return command;
    }

    private static int serve(ProcessBuilder builder) throws IOException, InterruptedException {
        // Ctrl+C reaches both of us. JupyterLab asks before it ends, and has the last word.
        InterruptSignal.handle(() -> {});
        return Runs.endWithThis(builder.start()).waitFor();
    }

    private void say(String text) {
        spec.commandLine().getErr().println("cuaderno: " + text);
        spec.commandLine().getErr().flush();
    }
}
