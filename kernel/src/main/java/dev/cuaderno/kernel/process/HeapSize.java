package dev.cuaderno.kernel.process;

import java.util.List;

/// How the heap of a JVM in which networks are trained grows and shrinks.
public final class HeapSize {

    /// Memory that the heap gives back between two steps of a training is asked for again in the
    /// next one, and each new page costs more than the computation that goes into it.
    private static final String KEEP = "-XX:MaxHeapFreeRatio=100";

    /// Loops on vectors make objects until the JIT compiler has finished with them. The collector
    /// would have the heap grow by half for those two seconds, and keep it: it may take a fifth of
    /// the time instead of a thirteenth before it asks for more.
    private static final String GROW_LATE = "-XX:GCTimeRatio=4";

    /// Arrays of half a region and more are not copied when the collector tidies up, and others
    /// are: those of a batch's activations live as long as the step, and cost most where they are
    /// moved. By itself the JVM takes larger regions on larger machines.
    private static final String REGIONS = "-XX:G1HeapRegionSize=2m";

    /// To be given before the user's options, which then count more.
    public static final List<String> JVM_OPTIONS = List.of(KEEP, GROW_LATE, REGIONS);

    private HeapSize() {}
}
