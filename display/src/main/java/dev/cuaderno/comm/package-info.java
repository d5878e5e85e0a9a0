/// Objects of cells that have a twin in the front end (Jupyter's comms): [Comms#open] makes a pair,
/// [Comms#register] serves pairs that the front end makes, [Comm] is this end of one. What goes
/// through is JSON, as plain Java values, and bytes beside it.
///
/// Hosts, such as the kernel, carry [CommFrame]s for [Comms].
package dev.cuaderno.comm;
