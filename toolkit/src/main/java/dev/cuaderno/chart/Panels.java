package dev.cuaderno.chart;

import dev.cuaderno.display.Display;
import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;

import org.knowm.xchart.internal.chartpart.Chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/// Charts side by side, as one picture.
///
/// @param charts from left to right
public record Panels(List<? extends Chart<?, ?>> charts) implements Displayable {

    public Panels {
        charts = List.copyOf(charts);
        if (charts.isEmpty()) {
            throw new IllegalArgumentException("panels: at least one chart");
        }
    }

    private int width() {
        return charts.stream().mapToInt(Chart::getWidth).sum();
    }

    private int height() {
        return charts.stream().mapToInt(Chart::getHeight).max().orElse(0);
    }

    private String name() {
        return charts.stream()
                .map(Chart::getTitle)
                .collect(Collectors.joining(", ", "charts: ", ""));
    }

    private byte[] png() {
        try {
            return ChartRenderer.png(charts, width(), height());
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /// The picture as an element of HTML.
    public String html() {
        return "<img width=\"%d\" style=\"max-width:100%%;height:auto\" alt=\"charts\" src=\"data:image/png;base64,%s\">"
                .formatted(width(), Base64.getEncoder().encodeToString(png()));
    }

    /// A PNG picture; in a terminal, its text is a small plot.
    @Override
    public MimeBundle mime() {
        return MimeBundle.png(png(), Display.isHosted() ? name() : toString())
                .withMetadata(
                        MimeBundle.PNG,
                        "{\"width\": " + width() + ", \"height\": " + height() + "}");
    }

    /// The charts as text.
    @Override
    public String toString() {
        return TextPlot.of(charts);
    }
}
