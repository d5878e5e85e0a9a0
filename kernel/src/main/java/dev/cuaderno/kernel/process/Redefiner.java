package dev.cuaderno.kernel.process;

import com.sun.jdi.ReferenceType;
import com.sun.jdi.VMDisconnectedException;

import java.util.HashMap;
import java.util.Map;

/// Replaces the code of loaded classes, so that an edited method or class keeps the values that
/// were made with its earlier form.
final class Redefiner {

    private final DebugPort port;

    Redefiner(DebugPort port) {
        this.port = port;
    }

    /// Replaces all or none.
    ///
    /// @param classes class files by the names of classes of cells
    /// @throws UnsupportedOperationException if the JVM cannot, because the shape of a class
    ///   changed or a class is not loaded; the message says why
    void redefine(Map<String, byte[]> classes) {
        try {
            var machine = port.machine();
            if (machine == null) {
                throw new UnsupportedOperationException("there is no debug connection");
            }
            var files = new HashMap<ReferenceType, byte[]>();
            for (var each : classes.entrySet()) {
                var types = machine.classesByName(each.getKey());
                if (types.size() != 1) {
                    throw new UnsupportedOperationException(
                            types.size() + " classes are named " + each.getKey());
                }
                files.put(types.getFirst(), each.getValue());
            }
            machine.redefineClasses(files);
        } catch (VMDisconnectedException | LinkageError refused) {
            throw new UnsupportedOperationException(refused.toString(), refused);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UnsupportedOperationException("interrupted", interrupted);
        }
    }
}
