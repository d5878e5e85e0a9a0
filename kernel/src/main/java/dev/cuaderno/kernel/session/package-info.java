/// What a request of a notebook front end means: busy and idle, parents, counts, history, comms,
/// input. Knows [dev.cuaderno.kernel.language.Language], not the language behind it.
package dev.cuaderno.kernel.session;
