package dev.cuaderno.kernel.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

class DoctorCommandTest {

    @TempDir Path folder;
    private String printed = "";

    private int run(Callable<Integer> command, String... more) {
        var arguments = new String[more.length + 1];
        arguments[0] = "--prefix=" + folder;
        System.arraycopy(more, 0, arguments, 1, more.length);
        var text = new StringWriter();
        var code =
                new CommandLine(command)
                        .setOut(new PrintWriter(text))
                        .setErr(new PrintWriter(text))
                        .execute(arguments);
        printed = text.toString();
        return code;
    }

    private Path kernel() {
        return folder.resolve("share/jupyter/kernels/java-test");
    }

    private void install(String... more) {
        var arguments = new String[more.length + 2];
        arguments[0] = "--name=java-test";
        arguments[1] = "--no-aot";
        System.arraycopy(more, 0, arguments, 2, more.length);
        assertEquals(0, run(new InstallCommand(), arguments), () -> printed);
    }

    private void edit(String part, String by) throws IOException {
        var file = kernel().resolve("kernel.json");
        var text = Files.readString(file);
        assertTrue(text.contains(part), text);
        Files.writeString(file, text.replace(part, by));
    }

    private void assertFault(String what) {
        assertEquals(1, run(new DoctorCommand()), () -> printed);
        assertTrue(printed.contains("FAULT " + what), () -> printed);
    }

    @Test
    void aHealthyKernelIsRunAndFoundHealthy() {
        install();
        assertEquals(0, run(new DoctorCommand()), () -> printed);
        assertTrue(printed.contains("ok    starts, and runs a cell"), () -> printed);
        assertTrue(printed.contains("note  has no start cache"), () -> printed);
        assertTrue(printed.contains("No fault found."), () -> printed);
    }

    @Test
    void noKernelIsAFault() {
        assertFault("none of this program is installed below " + folder);
        assertTrue(printed.contains("Run: cuaderno install"), () -> printed);
    }

    @Test
    void aKernelWhoseCellsCannotStartIsAFault() {
        install("--jvm-arg=-Xmx1x");
        assertFault("runs a cell, but 20 + 22 gave: ");
        assertTrue(printed.contains("Xmx1x"), () -> printed);
        assertTrue(printed.contains("Check the options of the cells' JVM (-Xmx1x)"), () -> printed);
    }

    @Test
    void aJdkThatIsGoneIsAFault() throws Exception {
        install();
        var java = Jdk.here().java().toString();
        edit(java, folder.resolve("gone/bin/java").toString());
        assertFault(folder.resolve("gone") + " is no JDK");
        assertTrue(printed.contains("Run: cuaderno install --name java-test"), () -> printed);
        assertFalse(printed.contains("runs a cell"), () -> printed);
        edit(folder.resolve("gone/bin/java").toString(), "java");
        assertFault("its command begins with 'java', not with a path");
    }

    @Test
    void aJarThatIsGoneIsAFault() throws Exception {
        install();
        var first = System.getProperty("java.class.path").split(File.pathSeparator)[0];
        edit(first, first + "-gone");
        assertFault("its files are gone, for instance " + first + "-gone");
    }

    @Test
    void aCacheThatIsGoneOrDoesNotFitIsNoted() throws Exception {
        install();
        var file = kernel().resolve("front.aot");
        edit(
                "\"-Xms32m\"",
                "\"-XX:AOTCache="
                        + file
                        + "\", \"-Xlog:aot*=off\", \"-Xlog:cds*=off\", \"-Dcuaderno.start="
                        + kernel()
                        + "\", \"-Xms32m\"");
        assertEquals(0, run(new DoctorCommand()), () -> printed);
        assertTrue(printed.contains("note  the kernel's start cache is gone"), () -> printed);
        Files.writeString(file, "no cache");
        assertEquals(0, run(new DoctorCommand()), () -> printed);
        assertTrue(printed.contains("note  the kernel's start cache does not fit"), () -> printed);
        assertTrue(printed.contains("ok    starts, and runs a cell"), () -> printed);
    }

    @Test
    void programsAreFoundOnAPath() throws Exception {
        var bin = Files.createDirectories(folder.resolve("bin"));
        var path = String.join(File.pathSeparator, List.of("", "/nowhere", bin.toString()));
        assertEquals(Optional.empty(), DoctorCommand.onPath(path, "jupyter"));
        var program = Files.createFile(bin.resolve("jupyter"));
        assertEquals(Optional.empty(), DoctorCommand.onPath(path, "jupyter"));
        assertTrue(program.toFile().setExecutable(true));
        assertEquals(Optional.of(program), DoctorCommand.onPath(path, "jupyter"));
    }
}
