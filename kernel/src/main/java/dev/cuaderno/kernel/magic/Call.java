package dev.cuaderno.kernel.magic;

import java.util.Optional;

/// One use of a magic.
///
/// @param spelling how it was called: `%ls`, `%%time`, `!`, `//DEPS`
/// @param arguments what stands behind the name, parsed
/// @param body the lines below it, for `%%name`
/// @param assigned whether its value is assigned to a variable
public record Call(
        String spelling, Arguments arguments, Optional<CellPart.Body> body, boolean assigned) {}
