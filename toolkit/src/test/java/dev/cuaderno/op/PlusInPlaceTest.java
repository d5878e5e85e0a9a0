package dev.cuaderno.op;

import static dev.cuaderno.Cuaderno.*;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Generator;

import org.junit.jupiter.api.Test;

class PlusInPlaceTest {

    private static final PlusInPlace PLUS = new PlusInPlace();

    @Test
    void isTheSumInTheMemoryOfTheFirst() {
        var a = new Generator(1).randn(300, 70);
        var b = new Generator(2).randn(70);
        var expected = a.plus(b);
        var found = PLUS.apply(a, b);
        assertSame(a.storage(), found.storage());
        assertTrue(found.sameAs(expected));
    }

    @Test
    void takesNewMemoryWhereThatOfTheFirstDoesNotFit() {
        var small = new Generator(1).randn(3, 4);
        var row = new Generator(2).randn(4);
        var large = new Generator(3).randn(200, 100);
        var turned = large.transpose();
        var exact = new Generator(4).randn(100).to(DType.FLOAT64);
        assertNotSame(small.storage(), PLUS.apply(small, row).storage(), "small ones show");
        assertNotSame(turned.storage(), PLUS.apply(turned, turned).storage(), "another order");
        assertNotSame(large.storage(), PLUS.apply(large, exact).storage(), "another type");
        var stretched = PLUS.apply(large, new Generator(5).randn(3, 200, 100));
        assertNotSame(large.storage(), stretched.storage(), "another shape");
    }

    @Test
    void aLargeLayerHasTheGradientsOfItsParts() {
        var layer = linear(40, 60);
        layer.init(1);
        var x = new Generator(1).randn(500, 40).requiresGrad();
        var seed = new Generator(2).randn(500, 60);
        layer.apply(x).backward(seed);
        var parameters = layer.parameters();
        var w = parameters.get("weight").value().detach().requiresGrad();
        var b = parameters.get("bias").value().detach().requiresGrad();
        var other = x.detach().requiresGrad();
        other.matmul(w.transpose()).plus(b).backward(seed);
        assertTrue(x.grad().closeTo(other.grad(), 1e-5));
        assertTrue(parameters.get("weight").value().grad().closeTo(w.grad(), 1e-4));
        assertTrue(parameters.get("bias").value().grad().closeTo(b.grad(), 1e-4));
        assertEquals(500 * 60, layer.apply(x).elements());
    }
}
