package dev.cuaderno.explain;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// softmax(z/T): the same scores cold, where the largest takes all, and hot, where all become
/// alike.
///
/// @param scores z, a vector
/// @param temperatures T, above 0
/// @param classes a name for each score
public record Temperature(Tensor scores, List<Double> temperatures, List<String> classes)
        implements Displayable {

    public Temperature {
        if (scores.rank() != 1) {
            throw ShapeException.in("temperature")
                    .rule("a vector of scores")
                    .got(scores.shape().toString())
                    .fix("choose a row with at(...)")
                    .error();
        }
        for (var one : temperatures) {
            if (!(one > 0)) {
                throw new IllegalArgumentException("temperature: above 0, not " + one);
            }
        }
        temperatures = List.copyOf(temperatures);
        classes = Bars.labelled("temperature", classes, scores.size(0));
    }

    /// The same at other temperatures.
    public Temperature at(double... others) {
        return new Temperature(scores, Arrays.stream(others).boxed().toList(), classes);
    }

    /// The same with names.
    public Temperature classes(String... names) {
        return new Temperature(scores, temperatures, List.of(names));
    }

    /// softmax(z/T).
    public Tensor probabilities(double temperature) {
        return scores.float64().div(temperature).softmax();
    }

    private Bars bars(double temperature) {
        var p = probabilities(temperature);
        var entropy = p.timesLog(p).sum().negate().itemDouble();
        var title = "T = %s,  H = %s".formatted(Digits.of(temperature), Digits.of(entropy));
        return new Bars(title, p, classes, 1);
    }

    @Override
    public String toString() {
        return temperatures.stream()
                .map(one -> bars(one).toString())
                .collect(Collectors.joining("\n\n"));
    }

    @Override
    public MimeBundle mime() {
        return MimeBundle.html(
                temperatures.stream()
                        .map(one -> bars(one).html("6em"))
                        .collect(
                                Collectors.joining(
                                        "",
                                        "<div style=\"display:flex;flex-wrap:wrap;gap:.4em 2.2em\">",
                                        "</div>")),
                toString());
    }
}
