package dev.cuaderno.plan;

import dev.cuaderno.kernels.Span;
import dev.cuaderno.kernels.Workers;

/// How a [ConvStage] computes its sums. A worker has its images in frames, one after the other, and
/// some of them are treated together: all are taken, multiplied, and given.
interface Convolver {

    /// What an image lies in.
    Scratch.Frame frame();

    /// The kernel, in an order of its own.
    Weights weights();

    /// How many images are treated together.
    int together();

    /// Takes an image, which may be overwritten before its result is given if several are treated
    /// together.
    ///
    /// @param place among the images treated together
    void take(Span image, int place, int worker);

    /// Multiplies so many images.
    void multiply(int images, int worker);

    /// Gives the result of an image.
    void give(Span image, int place, float[] y, int yAt, int worker);

    /// The result of one image, shared by threads.
    void run(Span image, float[] y, int yAt, Workers workers);

    /// Whether it has so many weights that threads had better share these than images: each is
    /// fetched once for several images then.
    default boolean isHeavy() {
        return false;
    }

    /// The results of several images, if it is heavy.
    ///
    /// @param first the image of the batch that they begin with
    default void run(Span[] images, int count, Block y, int first, Workers workers) {
        throw new UnsupportedOperationException("treats images by themselves");
    }

    /// Prepares the way back.
    ///
    /// @param image whether the gradient of the image is wanted too
    void prepare(boolean image);

    /// How many images are treated together on the way back.
    default int togetherBack() {
        return together();
    }

    /// Whether images and gradients must stay where they are until all of them are multiplied on
    /// the way back.
    default boolean keeps() {
        return false;
    }

    /// What the gradient of a result lies in.
    Scratch.Frame gradientFrame();

    /// Before the way back of a step.
    void begin();

    /// Before the way back of a group of images.
    void begin(int worker, int group);

    /// Takes an image and the gradient of its result.
    void take(Span image, Span gradient, int place, int worker, int group);

    /// Multiplies so many gradients.
    void multiplyBack(int images, int worker);

    /// Gives the gradient of an image.
    void giveBack(Span gradient, int place, float[] x, int xAt, int worker);

    /// After the way back of a group of images.
    void end(int worker, int group);
}
