/// Rules by which parameters follow their gradients downhill.
///
/// A rule such as [Adam][dev.cuaderno.optim.Adam] is a value, written
/// `adam(1e-3).weightDecay(1e-4)`. `over(parameters)` binds it to parameters, and the
/// [Descent][dev.cuaderno.optim.Descent] that it gives keeps what the rule remembers between steps.
///
/// A [Schedule][dev.cuaderno.optim.Schedule] changes the learning rate on the way:
/// `warmUp(5).then(cosineAnnealing(45))`.
package dev.cuaderno.optim;
