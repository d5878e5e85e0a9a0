package dev.cuaderno.datasets;

import dev.cuaderno.tensor.Shape;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// What Cuaderno brings along, so that everything runs without a network. Where it comes from,
/// under which licences, and the sums of its files are told beside the files, in `ATTRIBUTION.md`.
final class Shipped {

    private static final int SIDE = 8;
    private static final int WHITE = 16;
    private static final double LEARNT = 0.8;

    private Shipped() {}

    /// 6,000 and 1,000 pictures of Fashion-MNIST, of each class as many.
    static Published fashionMnist() {
        var whole = Published.fashionMnist();
        return new Published(
                whole.name(),
                whole.torchvision(),
                List.of(
                        new Published.Piece(
                                whole.files().get(0).file(), "cae7193a8e3dd75966f4b1f38d78ca94"),
                        new Published.Piece(
                                whole.files().get(1).file(), "1641b7f3205a263b146be7f1df295e66"),
                        new Published.Piece(
                                whole.files().get(2).file(), "c5442ce2f064c32bf3ec2983a505322f"),
                        new Published.Piece(
                                whole.files().get(3).file(), "a00963b89d54a5ab6dc42b2b2c57c0e7")),
                List.of());
    }

    static Bundle bundle(Published set) {
        var files = new LinkedHashMap<String, Bundle.Content>();
        for (var piece : set.files()) {
            var name = set.name() + "/" + piece.file() + ".gz";
            files.put(
                    piece.file(),
                    new Bundle.Content(
                            name + " in Cuaderno's jar",
                            () -> Bundle.decompressed(open(name), name)));
        }
        return new Bundle("brought along by Cuaderno", files);
    }

    private static InputStream open(String name) throws IOException {
        var in = Shipped.class.getResourceAsStream(name);
        if (in == null) {
            throw new IOException(name + ": not in Cuaderno's jar");
        }
        return in;
    }

    /// 1,797 digits of 8 x 8 with values from 0 to 16; four fifths to learn from.
    static Corpus digits() {
        var name = "digits/digits.csv.gz";
        try (var in = new GZIPInputStream(open(name));
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            var rows = lines.lines().map(line -> line.split(",")).toList();
            var pixels = new byte[rows.size() * SIDE * SIDE];
            var labels = new int[rows.size()];
            for (var n = 0; n < labels.length; n++) {
                var row = rows.get(n);
                for (var i = 0; i < SIDE * SIDE; i++) {
                    pixels[n * SIDE * SIDE + i] = Byte.parseByte(row[i]);
                }
                labels[n] = Integer.parseInt(row[SIDE * SIDE]);
            }
            var all = new Samples(pixels, labels, Shape.of(1, SIDE, SIDE), WHITE, Names.digits());
            var parts = all.stratifiedSplit(0, LEARNT, 1 - LEARNT);
            return new Corpus("digits", parts.get(0), parts.get(1), "brought along by Cuaderno");
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
