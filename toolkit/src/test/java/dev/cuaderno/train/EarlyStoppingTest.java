package dev.cuaderno.train;

import static dev.cuaderno.Cuaderno.patience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.OptionalInt;

/// The rules of Keras' `EarlyStopping`, each by a course that tells it from its neighbours.
class EarlyStoppingTest {

    private static EarlyStopping.Verdict judge(EarlyStopping rule, Double... values) {
        return rule.judge(List.of(values), false);
    }

    private static void assertVerdict(int stop, int best, EarlyStopping.Verdict verdict) {
        assertEquals(stop < 0 ? OptionalInt.empty() : OptionalInt.of(stop), verdict.stop());
        assertEquals(best, verdict.bestEpoch());
    }

    @Test
    void patienceCountsEpochsWithoutANewBest() {
        assertVerdict(-1, 0, judge(patience(2), 0.5, 0.6));
        assertVerdict(2, 0, judge(patience(2), 0.5, 0.6, 0.7));
        assertVerdict(-1, 2, judge(patience(2), 0.5, 0.6, 0.4));
        // Equal is not better.
        assertVerdict(2, 0, judge(patience(2), 0.5, 0.5, 0.5));
    }

    @Test
    void withoutPatienceTheFirstWorseEpochEndsIt() {
        assertVerdict(-1, 0, judge(patience(0), 0.5));
        assertVerdict(2, 1, judge(patience(0), 0.5, 0.4, 0.45));
    }

    @Test
    void smallImprovementsDoNotCount() {
        var rule = patience(2).minDelta(0.1);
        // 0.45 and 0.41 are better than 0.5, but by less than 0.1.
        assertVerdict(2, 0, judge(rule, 0.5, 0.45, 0.41));
        assertVerdict(-1, 2, judge(rule, 0.5, 0.45, 0.39));
    }

    @Test
    void moreMayBeBetter() {
        var verdict = patience(2).judge(List.of(0.5, 0.7, 0.6, 0.7), true);
        assertVerdict(3, 1, verdict);
        assertEquals(0.7, verdict.best());
    }

    @Test
    void theFirstEpochsMayNotCount() {
        var rule = patience(1).startFrom(2);
        assertVerdict(-1, -1, judge(rule, 0.1, 0.2));
        assertVerdict(3, 2, judge(rule, 0.1, 0.9, 0.8, 0.9));
    }

    @Test
    void aBaselineHasToBePassed() {
        var rule = patience(2).baseline(0.3);
        // Always better than before, never better than 0.3.
        assertVerdict(3, 2, judge(rule, 0.6, 0.5, 0.4, 0.45));
        assertVerdict(-1, 3, judge(rule, 0.6, 0.5, 0.4, 0.2, 0.25));
    }

    @Test
    void whatIsNoNumberIsNoImprovement() {
        assertVerdict(1, 0, judge(patience(2), Double.NaN, Double.NaN, Double.NaN));
        assertVerdict(-1, 1, judge(patience(2), Double.NaN, 0.5));
    }

    @Test
    void nothingNegative() {
        assertThrows(IllegalArgumentException.class, () -> patience(-1));
        assertThrows(IllegalArgumentException.class, () -> patience(1).minDelta(-0.1));
    }
}
