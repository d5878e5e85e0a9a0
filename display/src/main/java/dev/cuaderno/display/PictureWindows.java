package dev.cuaderno.display;

import java.awt.Image;
import java.awt.image.BaseMultiResolutionImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;
import javax.swing.ImageIcon;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.SwingUtilities;

/// A window for each picture; vector graphics, which the JDK cannot draw, go to files.
final class PictureWindows implements PictureViewer {

    private static final Pattern WIDTH = Pattern.compile("\"width\"\\s*:\\s*(\\d+)");

    private final PictureViewer files = new InFiles();
    private final Map<String, JFrame> windows = new HashMap<>();
    private int count;

    @Override
    public Optional<String> show(MimeBundle bundle, String id) {
        var png = bundle.data().get(MimeBundle.PNG);
        if (png == null) {
            return files.show(bundle, id);
        }
        try {
            var picture =
                    ImageIO.read(new ByteArrayInputStream(Base64.getMimeDecoder().decode(png)));
            var icon = new ImageIcon(inItsSize(picture, bundle));
            var title = title(bundle);
            SwingUtilities.invokeLater(() -> open(icon, title, id));
            return Optional.of("(in a window)");
        } catch (IOException | RuntimeException | LinkageError noWindow) {
            // For instance no permission to the display that is named: the file is there all the
            // same.
            return files.show(bundle, id);
        }
    }

    private static String title(MimeBundle bundle) {
        return bundle.plainText().lines().findFirst().orElse("Cuaderno");
    }

    /// A picture may have more pixels than its size says, for dense screens.
    private static Image inItsSize(BufferedImage picture, MimeBundle bundle) {
        var width = WIDTH.matcher(bundle.metadata().getOrDefault(MimeBundle.PNG, ""));
        if (!width.find() || Integer.parseInt(width.group(1)) >= picture.getWidth()) {
            return picture;
        }
        var small =
                picture.getScaledInstance(
                        Integer.parseInt(width.group(1)), -1, Image.SCALE_AREA_AVERAGING);
        // Loads it, which the multi-resolution image needs to know its size.
        var base = new ImageIcon(small).getImage();
        return new BaseMultiResolutionImage(base, picture);
    }

    // In the event thread only.
    private void open(ImageIcon icon, String title, String id) {
        var window = id == null ? null : windows.get(id);
        if (window == null || !window.isDisplayable()) {
            window = new JFrame();
            window.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE);
            window.setLocation(40 + 30 * (count % 10), 40 + 30 * (count % 10));
            count++;
            if (id != null) {
                windows.put(id, window);
            }
        }
        window.setTitle(title);
        window.getContentPane().removeAll();
        window.getContentPane().add(new JLabel(icon));
        window.pack();
        // Without taking the keys away from the terminal.
        window.setAutoRequestFocus(false);
        window.setVisible(true);
    }
}
