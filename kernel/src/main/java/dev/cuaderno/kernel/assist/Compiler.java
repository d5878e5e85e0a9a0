package dev.cuaderno.kernel.assist;

import com.sun.source.util.JavacTask;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/// Makes compiler tasks on one class path. The open jars are shared by all of them.
final class Compiler implements AutoCloseable {

    private final JavaCompiler tool = ToolProvider.getSystemJavaCompiler();
    private final StandardJavaFileManager files = tool.getStandardFileManager(null, null, null);
    private final List<String> options;
    private final List<Path> classPath;

    Compiler(String classPath, List<String> compilerOptions) {
        this.classPath =
                Stream.of(classPath.split(File.pathSeparator))
                        .filter(entry -> !entry.isBlank())
                        .map(Path::of)
                        .toList();
        options = new ArrayList<>(compilerOptions);
        options.addAll(List.of("-proc:none", "-Xlint:none", "-XDshould-stop.at=FLOW"));
        try {
            files.setLocationFromPaths(StandardLocation.CLASS_PATH, this.classPath);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    List<Path> classPath() {
        return classPath;
    }

    /// A task for one file of source. What it has against the file is nobody's concern.
    JavacTask task(String source) {
        return (JavacTask)
                tool.getTask(null, files, _ -> {}, options, null, List.of(new Text(source)));
    }

    @Override
    public void close() {
        try {
            files.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static final class Text extends SimpleJavaFileObject {

        private final String text;

        Text(String text) {
            super(URI.create("string:///Session.java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
