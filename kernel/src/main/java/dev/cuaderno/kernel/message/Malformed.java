package dev.cuaderno.kernel.message;

/// A signed message of a known type whose content is not what that type holds.
///
/// @param reason what was expected and what came
public record Malformed(String reason) implements Content {}
