package dev.cuaderno.kernel.language;

import jdk.jshell.spi.ExecutionControl;

/// Accepts everything and runs nothing: for a JShell that only analyses code.
final class NoExecution implements ExecutionControl {

    @Override
    public void load(ClassBytecodes[] classes) {
        // Nothing will run.
    }

    @Override
    public void redefine(ClassBytecodes[] classes) {
        // Nothing has run.
    }

    @Override
    public String invoke(String type, String method) {
        return "";
    }

    @Override
    public String varValue(String type, String name) {
        return "";
    }

    @Override
    public void addToClasspath(String path) {
        // The compiler's class path is what counts.
    }

    @Override
    public void stop() {
        // Nothing runs.
    }

    @Override
    public Object extensionCommand(String command, Object argument) {
        return null;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
