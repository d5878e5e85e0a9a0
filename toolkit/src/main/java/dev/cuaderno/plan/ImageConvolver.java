package dev.cuaderno.plan;

import dev.cuaderno.kernels.Span;
import dev.cuaderno.tensor.Sliding;

import java.util.Arrays;

/// A [Convolver] that treats every image by itself.
abstract class ImageConvolver implements Convolver {

    final Weights.Kernel kernel;
    private final Scratch.Frame frame;
    private final Block z;

    // The way back; the first only where the gradient of the image is wanted.
    private ConvBack back;
    private Scratch.Frame gradientFrame;

    ImageConvolver(Weights.Kernel kernel, Scratch.Frame frame, Block z) {
        this.kernel = kernel;
        this.frame = frame;
        this.z = z;
    }

    /// An image with the zeros around it that windows reach.
    static Scratch.Frame framed(Sliding rows, Sliding columns, Block x) {
        return new Scratch.Frame(
                x.rows + rows.before() + rows.after(),
                x.columns + columns.before() + columns.after(),
                x.channels,
                rows.before(),
                columns.before());
    }

    /// What computes the gradient of an image.
    abstract ConvBack makeBack();

    @Override
    public final Scratch.Frame frame() {
        return frame;
    }

    @Override
    public final Weights weights() {
        return kernel;
    }

    @Override
    public final int together() {
        return 1;
    }

    @Override
    public final void take(Span image, int place, int worker) {}

    @Override
    public final void multiply(int images, int worker) {}

    @Override
    public void prepare(boolean image) {
        if (image) {
            back = makeBack();
            gradientFrame = back.frame();
        } else {
            gradientFrame = new Scratch.Frame(z.rows, z.columns, z.channels, 0, 0);
        }
    }

    @Override
    public final Scratch.Frame gradientFrame() {
        return gradientFrame;
    }

    @Override
    public final void begin() {
        if (back != null) {
            back.read(kernel.source());
        }
    }

    @Override
    public final void begin(int worker, int group) {
        var dw = kernel.partial[group];
        Arrays.fill(dw.array(), dw.at(), dw.at() + kernel.partialSize, 0f);
    }

    @Override
    public void multiplyBack(int images, int worker) {}

    @Override
    public final void giveBack(Span gradient, int place, float[] x, int xAt, int worker) {
        back.run(gradient, x, xAt);
    }

    @Override
    public final void end(int worker, int group) {}
}
