package dev.cuaderno.plan;

import static dev.cuaderno.Cuaderno.*;
import static dev.cuaderno.plan.Steps.close;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.grad.Scopes;
import dev.cuaderno.nn.Conv2d;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Tensor;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Networks whose calls differ, or overlap.
class CoursesTest {

    @Test
    void aCourseThatChangesIsFollowed() {
        var calls = new AtomicInteger();
        var one = conv2d(2, 3, 1);
        var other = conv2d(2, 3, 1);
        var net = sequential(new Alternating(one, other, calls), relu()).init(1);
        var planned = Planned.of(net);
        var x = new Generator(1).randn(4, 2, 5, 5);
        for (var i = 0; i < 6; i++) {
            calls.set(i);
            var expected = Scopes.noGrad(() -> net.apply(x));
            calls.set(i);
            var found = Scopes.noGrad(() -> planned.apply(x));
            close("call " + i, Map.of("output", expected), Map.of("output", found));
        }
    }

    private record Alternating(Conv2d one, Conv2d other, AtomicInteger calls) implements Layer {
        @Override
        public Tensor forward(Tensor x) {
            return (calls.get() % 2 == 0 ? one : other).forward(x);
        }
    }

    @Test
    void severalThreadsMayUseOneNetwork() throws Exception {
        var net = sequential(conv2d(1, 8, 3), relu(), maxPool2d(2), flatten(), linear(72, 5));
        net.init(1);
        var planned = Planned.of(net);
        var tasks = new ArrayList<Callable<Boolean>>();
        for (var i = 0; i < 24; i++) {
            var x = new Generator(i).randn(1 + i % 5, 1, 8, 8);
            var expected = Scopes.noGrad(() -> net.apply(x));
            tasks.add(
                    () -> {
                        var same = true;
                        for (var round = 0; round < 20; round++) {
                            var found = Scopes.noGrad(() -> planned.apply(x));
                            same &= found.closeTo(expected, 1e-5);
                        }
                        return same;
                    });
        }
        try (var threads = Executors.newFixedThreadPool(6)) {
            for (var done : threads.invokeAll(tasks)) {
                assertTrue(done.get());
            }
        }
    }
}
