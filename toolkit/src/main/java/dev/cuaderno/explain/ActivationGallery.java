package dev.cuaderno.explain;

import dev.cuaderno.Cuaderno;
import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.nn.Activation;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Activation functions with their derivatives, all on one scale. The derivatives are those that
/// training uses.
///
/// @param functions applied to each number alone
/// @param from the left end
/// @param to the right end
/// @param x the place at which value and slope are told; NaN for none
public record ActivationGallery(List<Layer> functions, double from, double to, double x)
        implements Displayable {

    public ActivationGallery {
        functions = List.copyOf(functions);
        if (functions.isEmpty()) {
            throw new IllegalArgumentException("activationGallery: at least one function");
        }
    }

    /// The same between other ends.
    public ActivationGallery between(double left, double right) {
        return new ActivationGallery(functions, left, right, x);
    }

    /// The same with value and slope at one place.
    public ActivationGallery at(double place) {
        return new ActivationGallery(functions, from, to, place);
    }

    /// A function's derivative at many places.
    static Tensor slopes(Layer function, Tensor places) {
        var xs = places.detach().requiresGrad();
        return Cuaderno.grad(function.apply(xs).sum(), xs);
    }

    /// One plot for each function.
    public List<Plot> plots() {
        var xs = Plot.samples(from, to);
        var plots = new ArrayList<Plot>();
        for (var function : functions) {
            var plot = Plot.over(from, to).size(246, 200).title(title(function));
            plots.add(curves(plot, function, xs));
        }
        var low = plots.stream().mapToDouble(plot -> plot.ends()[0]).min().orElseThrow();
        var high = plots.stream().mapToDouble(plot -> plot.ends()[1]).max().orElseThrow();
        return plots.stream().map(plot -> plot.range(low, high)).toList();
    }

    // Two points may lie upon each other, so their numbers stand in the legend.
    private Plot curves(Plot plot, Layer function, Tensor xs) {
        var ys = function.apply(xs);
        var slopes = slopes(function, xs);
        if (Double.isNaN(x)) {
            return plot.line("f", xs, ys).dashed("f′", xs, slopes);
        }
        var place = Tensor.of(new Storage.Doubles(new double[] {x}), Shape.of(1));
        var value = function.apply(place).itemDouble();
        var slope = slopes(function, place).itemDouble();
        var at = "(" + Digits.of(x) + ") = ";
        return plot.line("f" + at + Digits.of(value), xs, ys)
                .dashed("f′" + at + Digits.of(slope), xs, slopes)
                .mark(x, value, "")
                .mark(x, slope, "");
    }

    private static String title(Layer function) {
        if (!(function instanceof Activation activation)) {
            return "f";
        }
        var formula =
                switch (activation.kind()) {
                    case "relu" -> "max(0, x)";
                    case "leakyRelu" -> "max(x, ax)";
                    case "elu" -> "x, a(eˣ − 1)";
                    case "sigmoid" -> "1/(1 + e⁻ˣ)";
                    case "softplus" -> "ln(1 + eˣ)";
                    case "silu" -> "x σ(x)";
                    case "gelu" -> "x Φ(x)";
                    default -> "";
                };
        return formula.isEmpty() ? activation.kind() : activation.kind() + ": " + formula;
    }

    @Override
    public String toString() {
        return plots().stream().map(Plot::toString).collect(Collectors.joining("\n\n"));
    }

    @Override
    public MimeBundle mime() {
        return MimeBundle.html(
                plots().stream()
                        .map(PlotSvg::inline)
                        .collect(
                                Collectors.joining(
                                        "",
                                        "<div style=\"display:flex;flex-wrap:wrap;gap:.8em 1.2em\">",
                                        "</div>")),
                toString());
    }
}
