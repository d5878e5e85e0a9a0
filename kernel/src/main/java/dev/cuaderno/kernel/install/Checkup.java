package dev.cuaderno.kernel.install;

import dev.cuaderno.kernel.process.StartCache;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Looks at one installed kernel.
final class Checkup {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final SpecFile kernel;
    private final Diagnosis diagnosis;

    Checkup(SpecFile kernel, Diagnosis diagnosis) {
        this.kernel = kernel;
        this.diagnosis = diagnosis;
    }

    void run() {
        if (!jdk() || !classPath()) {
            // It cannot start: more complaints would only hide the reason.
            return;
        }
        startCache();
        cell();
    }

    /// How to write the kernelspec anew.
    private String again() {
        return "Run: cuaderno install --name "
                + kernel.name()
                + ", with the options of the first time; or cuaderno uninstall --name "
                + kernel.name();
    }

    private boolean jdk() {
        var java = kernel.java();
        var bin = java.getParent();
        if (!java.isAbsolute() || bin == null || bin.getParent() == null) {
            diagnosis.fault("its command begins with '" + java + "', not with a path", again());
            return false;
        }
        try {
            new Jdk(bin.getParent()).check();
            diagnosis.good("runs on " + bin.getParent());
            return true;
        } catch (InstallException unfit) {
            diagnosis.fault(unfit.getMessage(), again());
            return false;
        }
    }

    private boolean classPath() {
        var missing = kernel.classPath().stream().filter(entry -> !Files.exists(entry)).toList();
        if (kernel.classPath().isEmpty() || !missing.isEmpty()) {
            diagnosis.fault(
                    missing.isEmpty()
                            ? "its command names no class path"
                            : "its files are gone, for instance " + missing.getFirst(),
                    again());
            return false;
        }
        var ours =
                Path.of(
                        InstallCommand.absolute(
                                System.getProperty("java.class.path")
                                        .split(File.pathSeparator)[0]));
        if (kernel.classPath().contains(ours)) {
            diagnosis.good("runs this build, " + ours);
        } else {
            diagnosis.note(
                    "runs another build than this, " + kernel.classPath().getFirst(),
                    "If that is not meant: " + again());
        }
        return true;
    }

    private void startCache() {
        var file = kernel.option(StartCache.USE);
        var folder = kernel.option("-D" + StartCache.PROPERTY + "=");
        if (file.isEmpty() || folder.isEmpty()) {
            diagnosis.note("has no start cache, and starts more slowly", again());
            return;
        }
        var front = Path.of(file.get());
        var options =
                kernel.command().stream()
                        .skip(1)
                        .takeWhile(word -> !word.equals("-cp"))
                        .filter(word -> !word.startsWith("-Xlog"))
                        .toList();
        fits("the kernel's start cache", front, options, kernel.classPath());
        var cache = new StartCache(Path.of(folder.get()));
        try (var files = Files.list(cache.folder())) {
            var worker =
                    files.filter(each -> each.getFileName().toString().startsWith("worker-"))
                            .filter(each -> each.toString().endsWith(".aot"))
                            .findFirst();
            if (worker.isEmpty() || !Files.exists(cache.workerJar())) {
                diagnosis.note("the start cache lacks the files of the cells' JVM", again());
                return;
            }
            var given = kernel.environment().getOrDefault("CUADERNO_JVM_OPTS", "").strip();
            var ofWorker = new ArrayList<String>();
            ofWorker.add(StartCache.USE + worker.get());
            if (!given.isEmpty()) {
                ofWorker.addAll(List.of(given.split("\\s+")));
            }
            fits(
                    "the start cache of the cells' JVM",
                    worker.get(),
                    ofWorker,
                    List.of(cache.workerJar()));
        } catch (IOException unreadable) {
            diagnosis.note("the start cache cannot be read: " + unreadable, again());
        }
    }

    /// Starts the JVM in the mode in which it fails where the file does not fit.
    private void fits(String what, Path file, List<String> options, List<Path> classPath) {
        if (!Files.exists(file)) {
            diagnosis.note(what + " is gone: " + file, again());
            return;
        }
        var command = new ArrayList<String>();
        command.add(kernel.java().toString());
        command.addAll(options);
        command.add("-XX:AOTMode=on");
        command.add("-cp");
        command.add(
                String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList()));
        command.add("-version");
        try {
            var java =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (java.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) && java.exitValue() == 0) {
                diagnosis.good(what + " fits");
                return;
            }
            java.destroyForcibly();
        } catch (IOException cannotStart) {
            // The cell below tells why.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        diagnosis.note(
                what + " does not fit the JDK, the options or the jars any more and is not used",
                again());
    }

    private void cell() {
        try (var probe = KernelProbe.start(kernel.command(), kernel.environment(), PATIENCE)) {
            probe.awaitWelcome();
            var value = probe.run("20 + 22");
            if (value.equals("42")) {
                diagnosis.good("starts, and runs a cell");
            } else {
                diagnosis.fault("runs a cell, but 20 + 22 gave: " + value, mend());
            }
            var code = probe.shutdown();
            if (code != 0) {
                diagnosis.fault(
                        "ends with exit code " + code + ". It said:\n" + probe.log(), mend());
            }
        } catch (IOException failure) {
            diagnosis.fault("does not start: " + failure.getMessage(), mend());
        }
    }

    private String mend() {
        var options = kernel.environment().get("CUADERNO_JVM_OPTS");
        return options == null
                ? again()
                : "Check the options of the cells' JVM (" + options + "). " + again();
    }
}
