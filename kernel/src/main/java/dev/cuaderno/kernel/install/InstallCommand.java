package dev.cuaderno.kernel.install;

import dev.cuaderno.kernel.process.StartCache;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `install`: makes the kernel known to Jupyter.
@Command(
        name = "install",
        description = "Makes the Java kernel known to Jupyter.",
        sortOptions = false)
public final class InstallCommand implements Callable<Integer> {

    static final String NAME = "cuaderno";

    @Spec private CommandSpec spec;

    @ArgGroup private Place place = new Place();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = NAME,
            description = "The kernel's name in notebooks (${DEFAULT-VALUE}).")
    private String name;

    @Option(
            names = "--display-name",
            paramLabel = "TEXT",
            description = "The kernel's name in menus (Java 25 (Cuaderno), by the JDK).")
    private String displayName;

    @Option(
            names = "--jdk",
            paramLabel = "FOLDER",
            description = "The JDK to run on; the one that runs this command by default.")
    private Path jdk;

    @Option(
            names = "--jvm-arg",
            paramLabel = "OPTION",
            description =
                    "An option of the JVM that runs the cells, for instance --jvm-arg=-Xmx8g; may"
                            + " be repeated.")
    private List<String> jvmArgs = List.of();

    @Option(
            names = "--no-aot",
            description =
                    "Makes no start cache: the installation takes less time and disk, the kernel"
                            + " starts more slowly.")
    private boolean noAot;

    @Override
    public Integer call() {
        try {
            var paths = JupyterPaths.here();
            var data = place.data(paths);
            var kernels = JupyterPaths.kernels(data);
            var out = spec.commandLine().getOut();
            var home = jdk();
            var kernelSpec = kernelSpec(home, kernels);
            var start = practise(kernelSpec, home);
            if (start.isPresent()) {
                kernelSpec = kernelSpec.plain();
            }
            var folder = kernelSpec.write(kernels);
            out.println(
                    "Installed '" + kernelSpec.name() + "' (" + kernelSpec.displayName() + ") in");
            out.println("  " + folder);
            start.ifPresent(out::println);
            notes(paths, data, kernelSpec.name()).forEach(out::println);
            out.flush();
            return 0;
        } catch (InstallException | IOException failure) {
            spec.commandLine().getErr().println("install: " + failure.getMessage());
            spec.commandLine().getErr().flush();
            return 1;
        }
    }

    private Jdk jdk() throws InstallException {
        var home = jdk == null ? Jdk.here() : new Jdk(jdk.toAbsolutePath().normalize());
        home.check();
        return home;
    }

    /// Makes the start cache.
    ///
    /// @return why there is none; empty where there is one
    private Optional<String> practise(KernelSpec kernelSpec, Jdk home) throws IOException {
        var cache = kernelSpec.cache().orElseThrow();
        UninstallCommand.removeCache(cache.folder());
        if (noAot) {
            return Optional.of("Note: without a start cache, as asked.");
        }
        var classPath = absolute(System.getProperty("java.class.path"));
        if (Stream.of(classPath.split(File.pathSeparator))
                .map(Path::of)
                .anyMatch(Files::isDirectory)) {
            // The JVM keeps classes of jars only.
            return Optional.of(
                    "Note: without a start cache: this build lies in folders, not jars.");
        }
        spec.commandLine().getOut().println("Letting the kernel practise its start ...");
        spec.commandLine().getOut().flush();
        try {
            var worker = cache.worker(home.home(), jvmArgs);
            new Practice(kernelSpec.command(), kernelSpec.environment(), cache).run(worker);
            return Optional.empty();
        } catch (IOException failure) {
            UninstallCommand.removeCache(cache.folder());
            return Optional.of(
                    "Note: without a start cache, so the kernel starts more slowly: "
                            + failure.getMessage());
        }
    }

    private KernelSpec kernelSpec(Jdk home, Path kernels) throws InstallException {
        if (!name.matches("[A-Za-z0-9._-]+")) {
            throw new InstallException(
                    "--name '"
                            + name
                            + "' should consist of letters, digits, '.', '_' and '-', as Jupyter"
                            + " demands");
        }
        var shown = displayName == null ? "Java " + home.feature() + " (Cuaderno)" : displayName;
        return new KernelSpec(
                name,
                shown,
                home.java(),
                absolute(System.getProperty("java.class.path")),
                environment(System.getenv(), jvmArgs),
                Optional.of(new StartCache(kernels.resolve(name))));
    }

    /// Every entry of a class path made absolute.
    static String absolute(String classPath) {
        return List.of(classPath.split(File.pathSeparator)).stream()
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().normalize().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /// The variables that the kernel is started with.
    static Map<String, String> environment(Map<String, String> here, List<String> jvmArgs)
            throws InstallException {
        var variables = new LinkedHashMap<String, String>();
        var classPath = here.get("CUADERNO_CLASSPATH");
        if (classPath != null) {
            variables.put("CUADERNO_CLASSPATH", classPath);
        }
        for (var argument : jvmArgs) {
            if (argument.isBlank() || argument.chars().anyMatch(Character::isWhitespace)) {
                throw new InstallException(
                        "--jvm-arg '"
                                + argument
                                + "' should be one option without blanks; repeat --jvm-arg for"
                                + " more");
            }
        }
        if (!jvmArgs.isEmpty()) {
            variables.put("CUADERNO_JVM_OPTS", String.join(" ", jvmArgs));
        }
        return variables;
    }

    private static List<String> notes(JupyterPaths paths, Path data, String name) {
        var notes = new ArrayList<String>();
        var search = paths.search(Place.prefix(paths));
        if (!search.contains(data)) {
            notes.add("Note: Jupyter does not search there by itself; set JUPYTER_PATH=" + data);
        }
        for (var folder : search) {
            if (folder.equals(data)) {
                break;
            }
            var other = JupyterPaths.kernels(folder).resolve(name);
            if (Files.exists(other.resolve("kernel.json"))) {
                notes.add("Note: Jupyter finds another kernel of this name first, in " + other);
                break;
            }
        }
        return notes;
    }
}
