/// One's own magics for Cuaderno's notebooks, with no dependency on the kernel.
///
/// Public surface: [UserMagic] (implement it and name the class in
/// `META-INF/services/dev.cuaderno.magic.UserMagic` of a jar), [Magics#register] (declare one in a
/// cell), [MagicCall] (what it is called with) and [Timing] (what `%timeit` gives).
package dev.cuaderno.magic;
