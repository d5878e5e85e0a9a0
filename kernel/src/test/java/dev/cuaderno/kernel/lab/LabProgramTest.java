package dev.cuaderno.kernel.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

class LabProgramTest {

    @TempDir Path folder;
    private final List<String> said = new ArrayList<>();
    private final List<List<String>> shown = new ArrayList<>();

    /// A machine where the commands of which `works` holds end well. `pip install jupyterlab`
    /// leaves a `jupyter-lab` behind.
    private LabProgram machine(Predicate<String> works) {
        var programs =
                new Programs(folder.resolve("a") + File.pathSeparator + folder.resolve("b"), false);
        var environment = folder.resolve("data").resolve("jupyterlab");
        var runs =
                new Runs() {
                    @Override
                    public boolean succeeds(List<String> command) {
                        return works.test(String.join(" ", command));
                    }

                    @Override
                    public int show(List<String> command) throws IOException {
                        shown.add(command);
                        var text = String.join(" ", command);
                        if (works.test(text) && text.contains("pip install")) {
                            program(environment.resolve("bin"), "jupyter-lab");
                        }
                        return works.test(text) ? 0 : 1;
                    }
                };
        return new LabProgram(programs, runs, environment, said::add);
    }

    private Path program(Path in, String name) throws IOException {
        Files.createDirectories(in);
        var file = Files.writeString(in.resolve(name), "");
        assertTrue(file.toFile().setExecutable(true));
        return file;
    }

    @Test
    void takesTheOneOnThePath() throws Exception {
        program(folder.resolve("a"), "python3");
        var there = program(folder.resolve("b"), "jupyter-lab");
        assertEquals(there, machine(_ -> true).find());
        assertEquals(List.of(), shown);
    }

    @Test
    void passesOverOneThatDoesNotWork() throws Exception {
        var broken = program(folder.resolve("a"), "jupyter-lab");
        var whole = program(folder.resolve("b"), "jupyter-lab");
        assertEquals(whole, machine(command -> !command.startsWith(broken.toString())).find());
        assertTrue(said.getFirst().contains(broken.toString()), said::toString);
    }

    @Test
    void installsItOnceWhereThereIsNone() throws Exception {
        var python = program(folder.resolve("b"), "python3");
        var machine = machine(_ -> true);
        var made = machine.find();
        assertEquals(folder.resolve("data/jupyterlab/bin/jupyter-lab"), made);
        assertEquals(2, shown.size());
        assertEquals(
                List.of(
                        python.toString(),
                        "-m",
                        "venv",
                        "--clear",
                        folder.resolve("data/jupyterlab").toString()),
                shown.getFirst());
        assertTrue(shown.getLast().contains("jupyterlab"), shown::toString);
        assertTrue(
                String.join("\n", said).contains(folder.resolve("data/jupyterlab").toString()),
                said::toString);

        shown.clear();
        assertEquals(made, machine.find());
        assertEquals(List.of(), shown, "the second time it is there");
    }

    @Test
    void beginsAnewAfterAnInstallationThatFailed() throws Exception {
        program(folder.resolve("b"), "python3");
        var failure =
                assertThrows(
                        LabException.class,
                        () -> machine(command -> !command.contains("pip install")).find());
        assertTrue(failure.getMessage().contains("network"), failure::getMessage);
        // As pip leaves it that was stopped half-way.
        program(folder.resolve("data/jupyterlab/bin"), "jupyter-lab");
        shown.clear();
        machine(_ -> true).find();
        assertEquals(2, shown.size());
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        var none = assertThrows(LabException.class, () -> machine(_ -> true).find());
        assertTrue(none.getMessage().contains("no Python 3 on the PATH"), none::getMessage);

        program(folder.resolve("a"), "python");
        var old =
                assertThrows(
                        LabException.class,
                        () -> machine(command -> !command.contains("import venv")).find());
        assertTrue(old.getMessage().contains("no Python 3 on the PATH"), old::getMessage);

        var bare =
                assertThrows(
                        LabException.class,
                        () -> machine(command -> !command.contains("ensurepip")).find());
        assertTrue(bare.getMessage().contains("apt install python3-venv"), bare::getMessage);
        assertEquals(List.of(), shown);
    }

    @Test
    void takesThePythonThatCanMakeEnvironments() throws Exception {
        var bare = program(folder.resolve("a"), "python3");
        var whole = program(folder.resolve("b"), "python3");
        machine(command -> !(command.startsWith(bare.toString()) && command.contains("ensurepip")))
                .find();
        assertEquals(whole.toString(), shown.getFirst().getFirst());
    }
}
