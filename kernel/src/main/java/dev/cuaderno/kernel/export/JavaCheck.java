package dev.cuaderno.kernel.export;

import com.sun.source.util.JavacTask;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/// Compiles what is about to be written, so that a fault is told and not found.
final class JavaCheck {

    private JavaCheck() {}

    /// What javac has against a file, each with its line.
    static List<String> errors(String source, Program program) {
        var tool = ToolProvider.getSystemJavaCompiler();
        var found = new DiagnosticCollector<JavaFileObject>();
        var file =
                new SimpleJavaFileObject(
                        URI.create("string:///Program.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }

                    // A name may hold letters that a URI must not.
                    @Override
                    public boolean isNameCompatible(String simpleName, Kind kind) {
                        return true;
                    }
                };
        try (var files = tool.getStandardFileManager(found, Locale.ROOT, null)) {
            files.setLocationFromPaths(StandardLocation.CLASS_PATH, program.classPath());
            var options = List.of("-proc:none", "-XDshould-stop.ifNoError=FLOW");
            var task = (JavacTask) tool.getTask(null, files, found, options, null, List.of(file));
            task.parse();
            task.analyze();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return found.getDiagnostics().stream()
                .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                .map(each -> "line " + each.getLineNumber() + ": " + each.getMessage(Locale.ROOT))
                .toList();
    }
}
