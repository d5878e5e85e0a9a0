package dev.cuaderno.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cuaderno.kernel.language.Outcome;

import org.junit.jupiter.api.Test;

import java.util.List;

class CellFailureTest {

    @Test
    void aMessageOfSeveralLinesIsToldWhole() {
        var message = "in net.3\n  got  : [2, 5408]\n  fix  : linear(5408, 10)";
        var error =
                new Outcome.Failed(
                        Outcome.Cause.EXCEPTION,
                        "ShapeException",
                        message,
                        List.of("ShapeException: " + message, "    at Cell [1], line 1"),
                        1,
                        0);
        assertEquals(
                """
                n: cell 1 of 2, line 1: ShapeException: in net.3
                    got  : [2, 5408]
                    fix  : linear(5408, 10)
                  >   1 | net.forward(x)
                        | ^
                      at Cell [1], line 1""",
                new CellFailure(1, 2, "net.forward(x)", error, false).describe("n", false));
    }
}
