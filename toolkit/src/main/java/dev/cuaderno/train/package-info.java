/// Training: from data, a network, a loss and an optimiser to a network that has learnt.
///
/// ```java
/// var run = fit(net)
///     .train(mnist.train()).validate(mnist.validation())
///     .loss(crossEntropy()).optimizer(adam(1e-3))
///     .metric(accuracy()).batch(64).epochs(20)
///     .earlyStopping(3)
///     .run();
/// run.plot();
/// run.test(mnist.test()).confusion();
/// ```
///
/// [Fit][dev.cuaderno.train.Fit] says how to learn, [Run][dev.cuaderno.train.Run] what came of it.
/// Data are a [Dataset][dev.cuaderno.train.Dataset]; what is watched a
/// [Metric][dev.cuaderno.train.Metric]; user code on the way a
/// [Callback][dev.cuaderno.train.Callback].
package dev.cuaderno.train;
