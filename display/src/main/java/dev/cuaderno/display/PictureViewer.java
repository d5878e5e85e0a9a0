package dev.cuaderno.display;

import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Shows the picture of a value outside of the terminal.
interface PictureViewer {

    /// Shows the picture of `bundle`, if it has one.
    ///
    /// @param id a picture shown before under the same name is replaced; may be null
    /// @return where it is to be seen
    Optional<String> show(MimeBundle bundle, String id);

    /// Windows where there is a display, else files.
    static PictureViewer here() {
        return new PictureViewer() {
            // With the first picture: a session without one needs nothing of AWT.
            private PictureViewer chosen;

            @Override
            public synchronized Optional<String> show(MimeBundle bundle, String id) {
                if (chosen == null) {
                    chosen =
                            GraphicsEnvironment.isHeadless() ? new InFiles() : new PictureWindows();
                }
                return chosen.show(bundle, id);
            }
        };
    }

    /// Files in a folder of temporary ones, made with the first picture.
    final class InFiles implements PictureViewer {

        private final Map<String, Path> files = new HashMap<>();
        private Path folder;
        private int count;

        @Override
        public Optional<String> show(MimeBundle bundle, String id) {
            try {
                return write(bundle, id).map(file -> "picture: " + file);
            } catch (IOException failure) {
                return Optional.of("the picture could not be written: " + failure);
            }
        }

        private Optional<Path> write(MimeBundle bundle, String id) throws IOException {
            var png = bundle.data().get(MimeBundle.PNG);
            var svg = bundle.data().get(MimeBundle.SVG);
            if (png == null && svg == null) {
                return Optional.empty();
            }
            var file = file(id, png != null ? ".png" : ".svg");
            Files.write(
                    file,
                    png != null
                            ? Base64.getMimeDecoder().decode(png)
                            : svg.getBytes(StandardCharsets.UTF_8));
            return Optional.of(file);
        }

        private synchronized Path file(String id, String ending) throws IOException {
            if (folder == null || !Files.isDirectory(folder)) {
                folder = Files.createTempDirectory("cuaderno-");
            }
            var fresh = folder.resolve("picture-" + (count + 1) + ending);
            var file = id == null ? fresh : files.computeIfAbsent(id + ending, _ -> fresh);
            if (file.equals(fresh)) {
                count++;
            }
            return file;
        }
    }
}
