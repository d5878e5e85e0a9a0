package dev.cuaderno.kernel.export;

import java.util.stream.Collectors;

/// Writes a program as a script for the `jshell` tool: the cells as they are, one below the other.
final class ShellScript {

    private ShellScript() {}

    static String of(Program program, String title) {
        var text = new StringBuilder("// Made from " + title + ".\n");
        var classPath =
                program.classPath().stream()
                        .map(Object::toString)
                        .collect(Collectors.joining(java.io.File.pathSeparator));
        text.append("// jshell ")
                .append(classPath.isEmpty() ? "" : "--class-path " + classPath + " ")
                .append("FILE\n\n");
        program.imports().forEach(line -> text.append(line).append('\n'));
        var cell = 0;
        for (var step : program.steps()) {
            if (step.cell() != cell) {
                cell = step.cell();
                text.append("\n// [").append(cell).append("]\n");
            }
            if (step.role() != Step.Role.IMPORT) {
                text.append(
                                step.role() == Step.Role.ACTION
                                        ? JavaSource.shown(step, step.text(), "")
                                        : step.text())
                        .append('\n');
            }
        }
        return text.append("\n/exit\n").toString();
    }
}
