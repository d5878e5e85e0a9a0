/// The agent in the user's JVM: loads classes, invokes cells, renders values, streams outputs.
///
/// Depends on `display` only, so that nothing of the kernel lies on the user's class path. Two
/// connections lead to the front: one carries JShell's execution protocol, the other the frames of
/// [dev.cuaderno.worker.Frames].
package dev.cuaderno.worker;
