package dev.cuaderno.nn;

import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Tensor;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/// A function of a tensor, possibly with parameters. Lambdas and method references are layers:
///
/// ```java
/// sequential(conv2d(1, 32, 3), Tensor::relu, x -> x.flatten(1), linear(10))
/// ```
///
/// So is a record with layers, lists of layers or [Parameter]s among its components; these give its
/// parameters their names, `conv1.weight`, as in PyTorch.
@FunctionalInterface
public interface Layer extends UnaryOperator<Tensor> {

    /// The layer's result. The first axis of `x` counts the samples of a batch.
    ///
    /// Parameters get their names, on which their first values depend, from whatever asks the
    /// network as a whole: [#apply], [#parameters], [#summary], [#init]. Call one of these, not
    /// this method, on a record of one's own that is the whole network.
    ///
    /// @throws dev.cuaderno.tensor.ShapeException if the layer does not take that shape
    Tensor forward(Tensor x);

    /// The layer's result, see [#forward]; names parameters first that have no name yet. Large
    /// networks run faster this way: see [Running].
    @Override
    // Naming the parameters changes nothing of what a lambda computes.
    @SuppressWarnings("FunctionalInterfaceMethodChanged")
    default Tensor apply(Tensor x) {
        var parts = Components.bind(this);
        return Running.isInside() ? forward(x) : Running.whole(this, parts, x, this::forward);
    }

    /// What this layer consists of, in order: layers, lists of layers and parameters by name. For
    /// records these are the components, in snake case; other classes may tell theirs here.
    default Map<String, ?> components() {
        return Components.ofRecord(this);
    }

    /// This layer and another behind it; more follow by `then(...)`.
    default Sequential then(Layer next) {
        return Sequential.of(this, next);
    }

    /// The trainable parameters by name.
    default Map<String, Parameter> parameters() {
        var trainable = new LinkedHashMap<>(Components.parameters(this));
        trainable.values().removeIf(parameter -> !parameter.isTrainable());
        return trainable;
    }

    /// Copies of the values of all parameters and running statistics, with PyTorch's names.
    ///
    /// @throws IllegalStateException if a layer still infers its inputs: [#build] it first
    default Map<String, Tensor> stateDict() {
        var state = new LinkedHashMap<String, Tensor>();
        Components.parameters(this).forEach((name, one) -> state.put(name, one.value().detach()));
        return state;
    }

    /// Takes the values of a state dict, which must have exactly this layer's names and shapes.
    ///
    /// @return this layer
    /// @throws IllegalArgumentException naming what is missing, unexpected or of another shape;
    ///   nothing has been changed then
    default Layer load(Map<String, Tensor> state) {
        StateDict.load(this, state);
        return this;
    }

    /// Forgets all values and draws them anew from this seed. What a parameter starts from depends
    /// on the seed and its name alone.
    ///
    /// @return this layer
    default Layer init(long seed) {
        Components.reseed(this, seed);
        return this;
    }

    /// Settles the inputs of layers that infer them, for samples of a shape given without batch.
    ///
    /// @return this layer
    /// @throws dev.cuaderno.tensor.ShapeException if the network does not take such samples, or
    ///   does not give one result for each: mostly an image without its channels
    default Layer build(int... sample) {
        Trace.of(this, batchOf(1, sample)).settle("build", "build(1, 28, 28)");
        return this;
    }

    /// Begins to prepare a training with batches of so many samples, in the background, and returns
    /// at once: `net.prepare(128, 1, 28, 28)`. The loops for this network are written and compiled
    /// while one reads on, so that the first step has less to wait for. Settles inferred inputs as
    /// [#build] does; nothing else of the network changes, and results are the same without it.
    ///
    /// @param sample the shape of a sample, without batch
    /// @return this layer
    /// @throws dev.cuaderno.tensor.ShapeException if the network does not take such samples
    default Layer prepare(int batch, int... sample) {
        if (batch < 1) {
            throw new IllegalArgumentException(
                    "prepare: a batch has at least one sample, not %d; first the batch, then the sample: prepare(128, 1, 28, 28)"
                            .formatted(batch));
        }
        Trace.of(this, batchOf(1, sample)).settle("prepare", "prepare(128, 1, 28, 28)");
        Runner.first().ifPresent(runner -> runner.expect(this, batchOf(batch, sample)));
        return this;
    }

    /// Keeps all parameters in another precision: 64-bit numbers for checking gradients.
    ///
    /// @return this layer
    default Layer to(DType dtype) {
        Components.parameters(this).values().forEach(parameter -> parameter.to(dtype));
        return this;
    }

    /// The number of trainable parameters.
    ///
    /// @throws IllegalStateException if a layer still infers its inputs
    default long parameterCount() {
        return parameters().values().stream().mapToLong(one -> one.shape().elements()).sum();
    }

    /// The shape of the result for an input shape, batch included, found without computing layers.
    default Shape outputShape(Shape input) {
        return Trace.of(this, input).output();
    }

    /// What the network consists of and costs, for a sample of a shape given without batch:
    /// `net.summary(1, 28, 28)`. A network of a size to be trained is prepared meanwhile, as by
    /// [#prepare], if its parameters have shapes and all its layers are the toolkit's.
    default Summary summary(int... sample) {
        var trace = Trace.of(this, batchOf(1, sample));
        Calls.expect(this, trace.macs(), sample);
        return trace.summary();
    }

    private static Shape batchOf(int size, int... sample) {
        return Shape.of(size).concat(Shape.of(sample));
    }
}
