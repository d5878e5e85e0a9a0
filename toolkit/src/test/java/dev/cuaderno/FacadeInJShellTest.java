package dev.cuaderno;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jdk.jshell.JShell;
import jdk.jshell.Snippet;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;

/// What a notebook writes, in JShell itself: overloads, method references and text blocks resolve
/// as they do there.
class FacadeInJShellTest {

    private JShell shell;

    @BeforeEach
    void start() {
        shell = JShell.builder().executionEngine("local").build();
        shell.addToClasspath(System.getProperty("java.class.path"));
        run("import static dev.cuaderno.Cuaderno.*;");
        run("import dev.cuaderno.image.Filters;");
        run("import dev.cuaderno.tensor.*;");
        run("import java.util.List;");
        run(
                """
                var image = tensor(\"""
                    1 2 1 0
                    2 3 1 1
                    3 0 0 2
                    1 1 2 3\""");\
                """);
        run(
                """
                var filter = tensor(\"""
                    1 0
                    2 1\""");\
                """);
    }

    @AfterEach
    void stop() {
        shell.close();
    }

    /// The value of the last snippet, with JShell's quotes removed.
    private String run(String source) {
        var rest = source;
        var value = "";
        while (!rest.isBlank()) {
            var piece = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            for (var event : shell.eval(piece.source() == null ? rest : piece.source())) {
                var problems = new ArrayList<String>();
                shell.diagnostics(event.snippet())
                        .forEach(problem -> problems.add(problem.getMessage(null)));
                assertEquals(Snippet.Status.VALID, event.status(), source + " " + problems);
                assertEquals(null, event.exception(), source);
                value = event.value();
            }
            rest = piece.source() == null ? "" : piece.remaining();
        }
        return value;
    }

    /// The numbers of a tensor expression, rows divided by strokes.
    private String numbers(String expression) {
        var text =
                run(
                        "("
                                + expression
                                + ").toString().lines().skip(1)"
                                + ".map(line -> line.strip().replaceAll(\" +\", \" \"))"
                                + ".collect(java.util.stream.Collectors.joining(\" | \"))");
        return text.substring(1, text.length() - 1);
    }

    @Test
    void theFirstSketchOfTheDesign() {
        assertEquals("8 9 4 | 8 3 3 | 6 4 7", numbers("image.correlate(filter)"));
        assertEquals(
                "1 5 0 | 3 3 5 | 0 1 3", numbers("image.correlate(filter, stride(2).padding(1))"));
        assertEquals("8 5 2 | 8 5 5 | 4 2 7", numbers("image.convolve(filter)"));
        assertEquals(
                "3 2 3 1 1 1 | 2 1 2 1 0 1 | 3 2 3 1 1 1 | 0 3 0 0 2 0 | 1 1 1 2 3 2 | 0 3 0 0 2 0",
                numbers("image.pad(1, mirror())"));
        assertEquals(
                "2.00 1.75 0.75 | 2.00 1.00 1.00 | 1.25 0.75 1.75",
                numbers("image.adaptiveAvgPool2d(3)"));
        assertEquals("5 4 | 6 4", numbers("image.correlate(Filters.SOBEL_X).abs()"));
    }

    @Test
    void overloadsResolve() {
        assertEquals("1 2 3", numbers("tensor(1, 2, 3)"));
        assertEquals("0.5 1.0 2.0", numbers("tensor(0.5, 1, 2f)"));
        assertEquals("1 2 | 3 4", numbers("tensor(new int[][] {{1, 2}, {3, 4}})"));
        assertEquals("2 1 | 3 1 | 0 0 | 1 2", numbers("image.at(all(), range(1, 3))"));
        assertEquals("3 0 0 2", numbers("image.at(2)"));
        assertEquals("7 7", numbers("full(7, 2)"));
        assertEquals(
                "1 2 1 0 0 | 4 8 5 2 0 | 7 8 5 5 1 | 7 4 2 7 2 | 2 3 5 8 3",
                numbers("image.convolve(filter, full())"));
        assertEquals("3 1 | 3 3", numbers("image.maxPool2d(2)"));
        assertEquals("1 4 9", numbers("tensor(1, 2, 3).map(x -> x * x)"));
    }

    @Test
    void methodsServeAsFunctions() {
        run("java.util.function.UnaryOperator<Tensor> f = Tensor::relu;");
        assertEquals("0 2", numbers("f.apply(tensor(-1, 2))"));
        run("java.util.function.Function<Tensor, Tensor> g = Tensor::softmax;");
        assertEquals("0.5 0.5", numbers("g.apply(tensor(1, 1))"));
    }

    @Test
    void gradientsReadAsInTheLectures() {
        run("var w = tensor(1, 2, 3).requiresGrad();");
        run("mse(w.times(2), tensor(2, 4, 9)).backward();");
        assertEquals("0 0 -4", numbers("w.grad()"));
        run("var optimizer = sgd(0.5).momentum(0.9).over(w); optimizer.step();");
        assertEquals("1 2 5", numbers("w"));
        assertEquals("2 4 10", numbers("grad(w.square().sum(), w)"));
        assertEquals("6 12 30", numbers("grad(gradGraph(w.pow(3).sum(), w).sum(), w)"));
        assertEquals("2 0 | 0 4", numbers("jacobian(Tensor::square, tensor(1, 2))"));
        assertEquals("true", run("gradCheck(x -> x.exp().times(w), tensor(1, 2, 3)) < 1e-6"));
        assertEquals("true", run("gradCheck(x -> mse(x.get(0), x.get(1)), List.of(w, w)) < 1e-6"));
        assertEquals("false", run("noGrad(() -> w.times(2)).isTracked()"));
        run("noGrad(() -> { System.nanoTime(); });");
        run("training(() -> { System.nanoTime(); });");
        assertEquals("2 4 10", numbers("training(() -> w.times(2))"));
        run("adam(1e-3).weightDecay(1e-4).over(List.of(w)).learningRate(0.1);");
    }

    @Test
    void theSecondSketchOfTheDesign() {
        run(
                """
                var net = sequential(
                    conv2d(1, 32, 3).padding(1), relu(), Tensor::relu, maxPool2d(2),
                    conv2d(32, 64, 3).padding(1), batchNorm2d(64), relu(), x -> x.maxPool2d(2),
                    flatten(), dropout(0.5), linear(128), relu(), linear(10));\
                """);
        assertEquals("421770", run("net.summary(1, 28, 28).parameters()"));
        assertEquals("[1, 10]", run("net.forward(ones(1, 1, 28, 28)).shape()"));
    }

    @Test
    void theThirdSketchOfTheDesign() {
        run("import dev.cuaderno.nn.*;");
        run(
                """
                record Block(Conv2d conv1, BatchNorm2d bn1, Layer shortcut) implements Layer {
                    public Tensor forward(Tensor x) {
                        var y = conv1.then(bn1).forward(x).relu();
                        return y.plus(shortcut.forward(x)).relu();
                    }
                }\
                """);
        run(
                "Layer block = new Block(conv2d(2, 2, 1), batchNorm2d(2), sequential(conv2d(2, 2, 1)));");
        assertEquals(
                "[conv1.weight, conv1.bias, bn1.weight, bn1.bias, bn1.running_mean,"
                        + " bn1.running_var, shortcut.0.weight, shortcut.0.bias]",
                run("block.stateDict().keySet()"));
        assertEquals("[1, 2, 3, 3]", run("block.then(relu()).forward(ones(1, 2, 3, 3)).shape()"));
    }

    @Test
    void errorsReachTheNotebook() {
        var events = shell.eval("image.correlate(ones(5, 5))");
        var message = events.getFirst().exception().getMessage();
        assertTrue(message.contains("fix  : padding(1)"), message);
    }

    @Test
    void trainingIsOneSentence() {
        run("var net = sequential(linear(2, 8), Tensor::tanh, linear(2));");
        run("var x = tensor(\"0 0 | 0 1 | 1 0 | 1 1\".replace('|', '\\n'));");
        run(
                "var run = fit(net).train(x, tensor(0, 1, 1, 0)).loss(crossEntropy())"
                        + ".optimizer(adam(0.05).weightDecay(1e-5)).schedule(warmUp(2).then(cosineAnnealing(98)))"
                        + ".metric(accuracy(), f1()).batch(4).epochs(100).earlyStopping(50)"
                        + ".onEpoch(epoch -> epoch.loss()).silent().run();");
        assertEquals("1.0", run("run.best().accuracy()"));
        assertEquals("4", run("run.test(x, tensor(0, 1, 1, 0)).confusion().total()"));
        assertEquals("2", run("run.plot().charts().size() - 1"));
    }
}
