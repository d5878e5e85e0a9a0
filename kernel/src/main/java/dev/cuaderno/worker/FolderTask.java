package dev.cuaderno.worker;

import java.io.File;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;

/// Changes the working folder of this JVM: the one of the process, by the C library, and the three
/// places where Java remembers the one it was started in.
final class FolderTask {

    private FolderTask() {}

    /// @param arguments the folder's absolute path
    /// @return with true as answer; with false where only `user.dir`, and so the folder of
    ///   processes, could be changed
    static Reply run(Object[] arguments) {
        var folder = (String) arguments[0];
        var changed = false;
        if (!System.getProperty("os.name").startsWith("Windows")) {
            changed = changeProcess(folder) && changeJava(folder);
        }
        System.setProperty("user.dir", folder);
        return new Reply(null, changed && Path.of("").toAbsolutePath().equals(Path.of(folder)));
    }

    @SuppressWarnings("restricted") // One call with a checked argument.
    private static boolean changeProcess(String folder) {
        try (var arena = Arena.ofConfined()) {
            // Without it the JVM would warn of a restricted method that the user never called.
            var allow = Module.class.getDeclaredMethod("implAddEnableNativeAccess");
            allow.setAccessible(true);
            allow.invoke(FolderTask.class.getModule());
            var linker = Linker.nativeLinker();
            var chdir =
                    linker.downcallHandle(
                            linker.defaultLookup().findOrThrow("chdir"),
                            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
            var result = (int) chdir.invokeExact(arena.allocateFrom(folder));
            return result == 0;
        } catch (Throwable unsupported) {
            return false;
        }
    }

    private static boolean changeJava(String folder) {
        try {
            var fileSystem = File.class.getDeclaredField("FS");
            fileSystem.setAccessible(true);
            set(fileSystem.get(null), "userDir", folder);
            set(
                    FileSystems.getDefault(),
                    "defaultDirectory",
                    folder.getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (ReflectiveOperationException | RuntimeException otherJdk) {
            return false;
        }
    }

    private static void set(Object owner, String name, Object value)
            throws ReflectiveOperationException {
        Field field = null;
        for (Class<?> type = owner.getClass(); field == null; type = type.getSuperclass()) {
            if (type == null) {
                throw new NoSuchFieldException(name);
            }
            for (var each : type.getDeclaredFields()) {
                if (each.getName().equals(name)) {
                    field = each;
                }
            }
        }
        field.setAccessible(true);
        field.set(owner, value);
    }
}
