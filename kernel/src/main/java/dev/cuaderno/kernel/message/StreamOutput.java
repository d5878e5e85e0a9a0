package dev.cuaderno.kernel.message;

/// Text that a cell printed.
///
/// @param name `stdout` or `stderr`
public record StreamOutput(String name, String text) implements Content {}
