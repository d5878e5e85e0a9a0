/// Networks laid out once for inputs of one shape, and then run many times.
///
/// [dev.cuaderno.plan.Planned] is all that others see. Behind it the network is drawn as a tape
/// ([dev.cuaderno.nn.Outline]); `Planner` makes stages of it, layers that do real work, and mixes,
/// what lies between them and is computed on the way; a `Plan` runs the stages, forward and back,
/// on groups of images.
///
/// In memory the channels of a pixel lie side by side. The loops are those of `TileWriter` and
/// [dev.cuaderno.kernels.Passes].
package dev.cuaderno.plan;
