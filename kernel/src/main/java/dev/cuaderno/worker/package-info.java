/// The agent in the user's JVM: loads classes, invokes cells, renders values, streams outputs.
/// Depends on display only.
package dev.cuaderno.worker;
