package dev.cuaderno.kernel.dependency;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/// Holds the resolver's libraries, which nothing else sees and which see nothing else: of the
/// kernel only this package, besides it the JDK.
final class ResolverLoader extends URLClassLoader {

    private static final String API = ResolverLoader.class.getPackageName() + ".";
    private static final String IMPLEMENTATION = API + "maven.";
    private static final String FOLDER = "dev/cuaderno/kernel/resolver/";

    private final ClassLoader kernel = ResolverLoader.class.getClassLoader();

    static {
        registerAsParallelCapable();
    }

    private ResolverLoader(URL[] urls) {
        super("resolver", urls, ClassLoader.getPlatformClassLoader());
    }

    /// Opens the libraries.
    static Resolver open(ResolverSettings settings) {
        try {
            var loader = new ResolverLoader(urls());
            return loader.loadClass(IMPLEMENTATION + "MavenResolver")
                    .asSubclass(Resolver.class)
                    .getConstructor(ResolverSettings.class)
                    .newInstance(settings);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot unpack the resolver's libraries", failure);
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException(
                    "the kernel's jar is not whole; build it again with mvn package", broken);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        return name.startsWith(API) && !name.startsWith(IMPLEMENTATION)
                ? kernel.loadClass(name)
                : super.loadClass(name, resolve);
    }

    private static URL[] urls() throws IOException {
        var own = Path.of(URI.create(location().toString()));
        var urls = new ArrayList<URL>();
        for (var jar : Files.isDirectory(own) ? listed(own.resolve(FOLDER)) : unpacked(own)) {
            urls.add(url(jar));
        }
        urls.add(url(own));
        return urls.toArray(URL[]::new);
    }

    private static URL location() {
        return ResolverLoader.class.getProtectionDomain().getCodeSource().getLocation();
    }

    private static URL url(Path file) throws MalformedURLException {
        return file.toUri().toURL();
    }

    private static Iterable<Path> listed(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /// A class loader reads no jars inside jars.
    private static Iterable<Path> unpacked(Path kernelJar) throws IOException {
        var folder = Files.createTempDirectory("cuaderno-resolver");
        var unpacked = new ArrayList<Path>();
        deleteOnExit(folder);
        try (var jar = new JarFile(kernelJar.toFile())) {
            for (var entry : (Iterable<java.util.jar.JarEntry>) jar.stream()::iterator) {
                if (entry.getName().startsWith(FOLDER) && entry.getName().endsWith(".jar")) {
                    var name = entry.getName().substring(FOLDER.length());
                    var file = folder.resolve(name.replace(File.separatorChar, '_'));
                    deleteOnExit(file);
                    try (var in = jar.getInputStream(entry)) {
                        Files.copy(in, file);
                    }
                    unpacked.add(file);
                }
            }
        }
        return unpacked;
    }

    private static void deleteOnExit(Path file) {
        // In the reverse order of these calls, so that the folder is empty when its turn comes.
        file.toFile().deleteOnExit();
    }
}
