package dev.cuaderno.kernel.session;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/// The signal SIGINT, which means "stop the cell" and not "end the kernel".
///
/// The class behind it is exported by the module `jdk.unsupported` alone, so it is reached by
/// reflection: where it is missing, the signal ends the process as usual.
public final class InterruptSignal {

    private static final System.Logger LOG = System.getLogger(InterruptSignal.class.getName());

    private InterruptSignal() {}

    /// Runs `action` at each SIGINT from now on.
    public static void handle(Runnable action) {
        try {
            var signal = Class.forName("sun.misc.Signal");
            var handlerType = Class.forName("sun.misc.SignalHandler");
            InvocationHandler handler =
                    (proxy, method, arguments) ->
                            switch (method.getName()) {
                                case "handle" -> {
                                    action.run();
                                    yield null;
                                }
                                case "equals" -> proxy == arguments[0];
                                case "hashCode" -> System.identityHashCode(proxy);
                                default -> "interrupt";
                            };
            signal.getMethod("handle", signal, handlerType)
                    .invoke(
                            null,
                            signal.getConstructor(String.class).newInstance("INT"),
                            Proxy.newProxyInstance(
                                    handlerType.getClassLoader(),
                                    new Class<?>[] {handlerType},
                                    handler));
        } catch (ReflectiveOperationException | IllegalArgumentException absent) {
            LOG.log(System.Logger.Level.WARNING, "SIGINT is not handled: " + absent);
        }
    }
}
