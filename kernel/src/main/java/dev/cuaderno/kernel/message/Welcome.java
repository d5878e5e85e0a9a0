package dev.cuaderno.kernel.message;

/// Tells a new subscriber that outputs reach it from now on.
///
/// @param subscription the topic it asked for
public record Welcome(String subscription) implements Content {}
