package dev.cuaderno.cases;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.cuaderno.tensor.DType;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Every number of the lectures: each case of the file, in both precisions, none left out. The
/// system property `cases` names another file of the format: `mvn -Dcases=PATH test`; of that one,
/// operations and values that are not known here are told, and do not fail.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldenCasesTest {

    /// The least tolerance of 32-bit numbers.
    private static final double FLOAT32_TOLERANCE = 1e-5;

    /// What another test compares: all frames of a trace, in [FramesTest].
    private static final String FRAMES = ".frames[]";

    private int total;
    private int passed;
    private int skipped;
    private final TreeMap<String, Integer> missing = new TreeMap<>();
    private final TreeMap<String, Set<String>> unproduced = new TreeMap<>();

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
            assertTrue(GoldenCase.fromElsewhere(), one.id() + ": no operation " + one.op());
            abort(one.id() + ": the operation " + one.op() + " is not known");
        }
        var checked = new HashSet<String>();
        for (var dtype : DType.values()) {
            var input = new CaseInput(one.inputs(), one.params(), one.expected().keySet(), dtype);
            var tolerance =
                    dtype == DType.FLOAT32
                            ? Math.max(one.tolerance(), FLOAT32_TOLERANCE)
                            : one.tolerance();
            for (var operation : operations) {
                new Agreement(tolerance, one.relative(), checked)
                        .check(one.expected(), operation.run(input));
            }
        }
        assertNotEquals(0, checked.size(), one.id() + ": no expected value was produced");
        var left = Agreement.places(one.expected());
        left.removeAll(checked);
        left.removeIf(place -> place.startsWith(FRAMES));
        if (!left.isEmpty()) {
            unproduced.put(one.id(), left);
            assertTrue(
                    GoldenCase.fromElsewhere(),
                    () -> one.id() + ": no operation produces the expected " + left);
        }
        passed++;
    }

    @AfterAll
    void summary() {
        System.out.println(
                "golden cases: %d passed, %d skipped, of %d".formatted(passed, skipped, total));
        if (!missing.isEmpty()) {
            System.out.println("operations not known (cases): " + missing);
        }
        unproduced.forEach(
                (id, places) ->
                        System.out.println(id + ": expected values not produced: " + places));
    }
}
