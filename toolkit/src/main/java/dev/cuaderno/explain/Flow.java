package dev.cuaderno.explain;

import dev.cuaderno.display.Display;
import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What becomes of something, step by step, with arrows between the steps: small tensors with their
/// cells and their shape, anything else as it shows itself.
///
/// ```java
/// flow("image", x).to("map", x.correlate(filter)).to("vector", x.correlate(filter).flatten())
/// ```
public record Flow(List<Step> steps) implements Displayable {

    private static final int MOST_CELLS = 400;

    /// A named value.
    public record Step(String name, Object value) {}

    public Flow {
        steps = List.copyOf(steps);
    }

    /// One step more.
    public Flow to(String name, Object value) {
        var all = new ArrayList<>(steps);
        all.add(new Step(name, value));
        return new Flow(all);
    }

    @Override
    public String toString() {
        return steps.stream()
                .map(step -> step.name() + "\n" + Display.render(step.value()).plainText())
                .collect(Collectors.joining("\n\n→ "));
    }

    @Override
    public MimeBundle mime() {
        var html =
                new StringBuilder(
                        "<div style=\"display:flex;flex-wrap:wrap;gap:.9em .7em;align-items:center;margin:.5em 0\">");
        for (var i = 0; i < steps.size(); i++) {
            html.append("<div style=\"display:flex;align-items:center;gap:.7em\">");
            if (i > 0) {
                html.append("<span style=\"font-size:1.4em\">→</span>");
            }
            html.append("<div>");
            step(steps.get(i), html);
            html.append("</div></div>");
        }
        return MimeBundle.html(html.append("</div>").toString(), toString());
    }

    private static void step(Step step, StringBuilder html) {
        var small =
                step.value() instanceof Tensor tensor
                        && tensor.rank() >= 1
                        && tensor.rank() <= 3
                        && tensor.elements() <= MOST_CELLS;
        html.append("<div style=\"font-size:.9em;margin-bottom:.25em\"><b>");
        html.append(Html.escape(step.name())).append("</b>");
        if (step.value() instanceof Tensor tensor) {
            html.append(" ").append(tensor.shape());
        }
        html.append("</div>");
        if (small) {
            cells((Tensor) step.value(), html);
        } else {
            html.append(Beside.html(Display.render(step.value())));
        }
    }

    /// A vector stands upright; planes lie below each other.
    private static void cells(Tensor tensor, StringBuilder html) {
        var planes =
                switch (tensor.rank()) {
                    case 1 -> List.of(tensor.reshape(-1, 1));
                    case 2 -> List.of(tensor);
                    default -> tensor.split(1, 0).stream().map(plane -> plane.squeeze(0)).toList();
                };
        var numbers = Wording.numbers(tensor);
        var largest = tensor.abs().max().itemDouble();
        var width = 1;
        for (var value : tensor.toDoubleArray()) {
            width = Math.max(width, Wording.shortest(numbers, value).length());
        }
        html.append("<div role=\"img\" aria-label=\"").append(Html.escape(Check.line(tensor)));
        html.append("\" style=\"font-size:.75em;display:flex;flex-direction:column;gap:.6em\">");
        for (var plane : planes) {
            new Grid(plane.size(0), plane.size(1), width)
                    .write(
                            html,
                            (row, column) -> {
                                var value = plane.getDouble(row, column);
                                return new Grid.Cell(
                                        Wording.shortest(numbers, value),
                                        Shaded.shade(value, largest));
                            });
        }
        html.append("</div>");
    }
}
