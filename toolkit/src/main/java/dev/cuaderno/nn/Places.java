package dev.cuaderno.nn;

import dev.cuaderno.tensor.ShapeException;

/// Says where in a network an error arose.
final class Places {

    private Places() {}

    /// The same error with another place and reason.
    static ShapeException rename(ShapeException e, String place, String why) {
        var error =
                ShapeException.in(place).rule(e.rule()).got(e.got()).why(why).fix(e.fix()).error();
        error.setStackTrace(e.getStackTrace());
        return error;
    }
}
