package dev.cuaderno.explain;

import dev.cuaderno.display.Display;
import dev.cuaderno.display.Displayable;

import java.nio.file.Path;
import java.util.List;

/// What can be kept as a picture for a lecture: `trace(image, filter).save("pasos.gif")`.
public interface Exportable extends Displayable {

    /// The still as an SVG document.
    ///
    /// @throws IllegalArgumentException if there is nothing drawn in it
    default String svg() {
        return Drawn.svg(Display.render(this));
    }

    /// The frames as SVG documents, all of one size; a still has one.
    default List<String> svgFrames() {
        return List.of(svg());
    }

    /// Writes a file: `.svg` and `.png` a still, `.gif` all frames, one after the other and over
    /// again.
    ///
    /// @return where it lies
    /// @throws IllegalArgumentException for other names
    default Path save(String file) {
        return Export.save(this, file);
    }
}
