package dev.cuaderno.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.concurrent.CountDownLatch;

class StoppableTest {

    @Test
    void outsideOfJShellTheCallersThreadDoesTheWork() {
        assertSame(Thread.currentThread(), Stoppable.run(Thread::currentThread));
    }

    @Test
    void asideAnotherThreadDoesIt() {
        assertNotSame(Thread.currentThread(), Stoppable.aside(Thread::currentThread));
    }

    @Test
    void stopOfTheWaitingThreadIsAnInterruptOfTheWork() {
        var begun = new CountDownLatch(1);
        var waiting = Thread.currentThread();
        Thread.startVirtualThread(
                () -> {
                    try {
                        begun.await();
                        waiting.interrupt();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                });
        var end =
                Stoppable.aside(
                        () -> {
                            begun.countDown();
                            while (true) {
                                try {
                                    Interrupt.check();
                                    Thread.onSpinWait();
                                } catch (Interrupt asked) {
                                    return "the step at hand was finished";
                                }
                            }
                        });
        assertEquals("the step at hand was finished", end);
    }

    @Test
    void failureComesWithTheCallersLines() {
        var failure =
                assertThrows(
                        ArithmeticException.class,
                        () ->
                                Stoppable.aside(
                                        () -> {
                                            throw new ArithmeticException("a step failed");
                                        }));
        assertTrue(
                java.util.Arrays.stream(failure.getStackTrace())
                        .anyMatch(
                                line ->
                                        line.getMethodName()
                                                .equals("failureComesWithTheCallersLines")));
    }
}
