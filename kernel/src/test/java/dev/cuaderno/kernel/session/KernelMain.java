package dev.cuaderno.kernel.session;

import picocli.CommandLine;

/// Runs the command `kernel` in a process of its own.
final class KernelMain {

    private KernelMain() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new KernelCommand()).execute(arguments));
    }
}
