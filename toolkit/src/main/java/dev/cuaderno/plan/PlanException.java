package dev.cuaderno.plan;

/// Says why a network cannot be planned; it then runs step by step.
public final class PlanException extends RuntimeException {

    private static final long serialVersionUID = 1;

    PlanException(String message) {
        super(message);
    }
}
