package dev.cuaderno.cases;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.cuaderno.tensor.DType;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

import java.io.IOException;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Every number of the lectures: each case of the file, in both precisions. The system property
/// `cases` names another file of the format: `mvn -Dcases=PATH test`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldenCasesTest {

    /// The least tolerance of 32-bit numbers.
    private static final double FLOAT32_TOLERANCE = 1e-5;

    private int total;
    private int passed;
    private int skipped;
    private final TreeMap<String, Integer> missing = new TreeMap<>();

    @TestFactory
    Stream<DynamicTest> everyCase() throws IOException {
        return GoldenCase.load().stream().map(one -> dynamicTest(one.id(), () -> run(one)));
    }

    private void run(GoldenCase one) {
        total++;
        var operations = CaseOps.of(one.op());
        if (operations.isEmpty()) {
            skipped++;
            missing.merge(one.op(), 1, Integer::sum);
            abort(one.id() + ": the operation " + one.op() + " is not there yet");
        }
        for (var dtype : DType.values()) {
            var input = new CaseInput(one.inputs(), one.params(), one.expected().keySet(), dtype);
            var tolerance =
                    dtype == DType.FLOAT32
                            ? Math.max(one.tolerance(), FLOAT32_TOLERANCE)
                            : one.tolerance();
            for (var operation : operations) {
                var checked =
                        new Agreement(tolerance, one.relative())
                                .check(one.expected(), operation.run(input));
                assertNotEquals(0, checked, one.id() + ": no expected value was produced");
            }
        }
        passed++;
    }

    @AfterAll
    void summary() {
        System.out.println(
                "golden cases: %d passed, %d skipped, of %d".formatted(passed, skipped, total));
        if (!missing.isEmpty()) {
            System.out.println("operations not there yet (cases): " + missing);
        }
    }
}
