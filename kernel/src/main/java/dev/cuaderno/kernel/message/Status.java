package dev.cuaderno.kernel.message;

/// What the kernel is doing: `starting`, then `busy` and `idle` around every request.
public record Status(String executionState) implements Content {}
