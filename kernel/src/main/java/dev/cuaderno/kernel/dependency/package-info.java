/// The libraries of a notebook: one graph of Maven dependencies, its repositories and its lock.
///
/// Nothing here needs the resolver's libraries; they are behind [Resolver], in a class loader of
/// their own that is made when a notebook first asks for a library.
package dev.cuaderno.kernel.dependency;
