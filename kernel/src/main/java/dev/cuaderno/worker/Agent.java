package dev.cuaderno.worker;

import java.lang.instrument.Instrumentation;

/// Receives from the JVM, before `main`, the right to replace the code of loaded classes, so that
/// an edited method or class keeps the values that were made with its earlier form.
public final class Agent {

    // The JVM hands it to a static method; there is one agent in a JVM.
    private static volatile Instrumentation instrumentation;

    private Agent() {}

    public static void premain(String arguments, Instrumentation instrumentation) {
        Agent.instrumentation = instrumentation;
    }

    /// The right to redefine, or null where the worker was started without the agent (tests).
    static Instrumentation instrumentation() {
        return instrumentation;
    }
}
