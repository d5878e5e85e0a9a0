package dev.cuaderno.kernel.cli;

import dev.cuaderno.kernel.install.DoctorCommand;
import dev.cuaderno.kernel.install.InstallCommand;
import dev.cuaderno.kernel.install.StartPractice;
import dev.cuaderno.kernel.install.UninstallCommand;
import dev.cuaderno.kernel.lab.LabCommand;
import dev.cuaderno.kernel.repl.ReplCommand;
import dev.cuaderno.kernel.session.KernelCommand;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;

/// The command line `cuaderno`.
///
/// Exit codes: 0 all went well, 1 something failed, 2 the command line itself is wrong.
@Command(
        name = "cuaderno",
        description = "Java notebooks: runs them and serves them to Jupyter.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {"", "cuaderno help COMMAND lists the options of a command."},
        subcommands = {
            RunCommand.class,
            NewCommand.class,
            HtmlCommand.class,
            ConvertCommand.class,
            StripCommand.class,
            ExportCommand.class,
            ReplCommand.class,
            LabCommand.class,
            InstallCommand.class,
            UninstallCommand.class,
            DoctorCommand.class,
            KernelCommand.class,
            VersionCommand.class,
            StartPractice.class,
            HelpCommand.class
        })
public final class Main implements Runnable {

    static final int FAILED = 1;
    static final int USAGE = 2;

    @Spec private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // read by picocli
    private boolean help;

    /// Runs one command line and ends this JVM with its exit code.
    public static void main(String... args) {
        var out = new PrintWriter(System.out, true, System.out.charset());
        var err = new PrintWriter(System.err, true, System.err.charset());
        System.exit(run(out, err, args));
    }

    /// Runs one command line.
    ///
    /// @return the exit code
    static int run(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new Main())
                .setOut(out)
                .setErr(err)
                .setUsageHelpAutoWidth(true)
                .setUsageHelpLongOptionsMaxWidth(30)
                .setParameterExceptionHandler(UsageErrors::handle)
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> {
                            var message = failure.getMessage();
                            command.getErr()
                                    .println(
                                            "cuaderno: "
                                                    + (message == null || message.isBlank()
                                                            ? failure.toString()
                                                            : message));
                            return failure instanceof UsageException ? USAGE : FAILED;
                        })
                .execute(args);
    }

    /// Without a command there is nothing to do but say which there are.
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
