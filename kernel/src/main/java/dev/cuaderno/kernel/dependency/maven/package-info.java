/// The resolver, on Maven's own libraries. Loaded by a class loader of its own; the rest of the
/// kernel knows only the interface.
package dev.cuaderno.kernel.dependency.maven;
