package dev.cuaderno.worker;

import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.EngineTerminationException;
import jdk.jshell.spi.ExecutionControl.InternalException;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// Loads the classes of cells and what was added to the class path since the start.
final class CellLoader implements LoaderDelegate {

    private final Loader loader = new Loader();
    private final Map<String, Class<?>> loaded = new HashMap<>();

    ClassLoader classLoader() {
        return loader;
    }

    @Override
    public void load(ClassBytecodes[] classes) throws ClassInstallException {
        var installed = new boolean[classes.length];
        try {
            for (var each : classes) {
                loader.declare(each.name(), each.bytecodes());
            }
            for (int i = 0; i < classes.length; i++) {
                var type = loader.loadClass(classes[i].name());
                loaded.put(classes[i].name(), type);
                // Forces linking, so that a broken class fails here and not in the middle of a
                // cell.
                var _ = type.getDeclaredMethods();
                installed[i] = true;
            }
        } catch (ClassNotFoundException | LinkageError failure) {
            throw new ClassInstallException("load: " + failure, installed);
        }
    }

    /// Remembers new code of classes that were redefined in place.
    @Override
    public void classesRedefined(ClassBytecodes[] classes) {
        for (var each : classes) {
            loader.declare(each.name(), each.bytecodes());
        }
    }

    @Override
    public void addToClasspath(String path) throws EngineTerminationException, InternalException {
        for (var entry : path.split(File.pathSeparator)) {
            if (!entry.isBlank()) {
                try {
                    loader.addURL(Path.of(entry).toUri().toURL());
                } catch (MalformedURLException | IllegalArgumentException bad) {
                    throw new InternalException("class path entry " + entry + ": " + bad);
                }
            }
        }
    }

    @Override
    public Class<?> findClass(String name) throws ClassNotFoundException {
        var type = loaded.get(name);
        if (type == null) {
            throw new ClassNotFoundException(name + " is not a class of a cell");
        }
        return type;
    }

    private static final class Loader extends URLClassLoader {

        private final Map<String, byte[]> code = new TreeMap<>();

        Loader() {
            super("cells", new URL[0], ClassLoader.getSystemClassLoader());
        }

        synchronized void declare(String name, byte[] bytecodes) {
            code.put(name, bytecodes);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes;
            synchronized (this) {
                bytes = code.get(name);
            }
            return bytes == null
                    ? super.findClass(name)
                    : defineClass(name, bytes, 0, bytes.length);
        }

        @Override
        public void addURL(URL url) {
            super.addURL(url);
        }

        /// The class file of a cell's class, for libraries that read code.
        @Override
        public InputStream getResourceAsStream(String name) {
            if (name.endsWith(".class")) {
                var type = name.substring(0, name.length() - ".class".length()).replace('/', '.');
                synchronized (this) {
                    var bytes = code.get(type);
                    if (bytes != null) {
                        return new ByteArrayInputStream(bytes);
                    }
                }
            }
            return super.getResourceAsStream(name);
        }
    }
}
