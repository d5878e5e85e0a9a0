package dev.cuaderno.worker;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Opens packages of `java.base` to this agent, for the few things that Java fixes at its start and
/// a notebook wants to change: the working folder and the environment.
final class Internals {

    private Internals() {}

    /// @return false where this JVM was started without the agent
    static boolean open(String... packages) {
        var instrumentation = Agent.instrumentation();
        if (instrumentation == null) {
            return false;
        }
        var opens = new TreeMap<String, Set<Module>>();
        for (var each : packages) {
            opens.put(each, Set.of(Internals.class.getModule()));
        }
        instrumentation.redefineModule(
                Object.class.getModule(), Set.of(), Map.of(), opens, Set.of(), Map.of());
        return true;
    }
}
