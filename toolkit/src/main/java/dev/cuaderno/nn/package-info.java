/// Layers: functions from tensor to tensor, with parameters found by the names of their components.
///
/// A network is a [dev.cuaderno.nn.Layer]; [dev.cuaderno.nn.Sequential], [dev.cuaderno.nn.Residual]
/// and [dev.cuaderno.nn.Parallel] join layers, and so does any record that implements the
/// interface. A layer of the library that computes by itself is a [dev.cuaderno.nn.Primitive]: it
/// knows the shape of its result without computing it.
package dev.cuaderno.nn;
