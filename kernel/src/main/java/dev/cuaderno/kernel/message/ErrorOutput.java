package dev.cuaderno.kernel.message;

import java.util.List;

/// A failure, shown below its cell.
///
/// @param traceback lines, with ANSI colours
public record ErrorOutput(String ename, String evalue, List<String> traceback) implements Content {}
