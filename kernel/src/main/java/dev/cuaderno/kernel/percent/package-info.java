/// Notebooks as Java text, for editors and for differences that people can read: the percent format
/// of Jupytext.
///
/// [dev.cuaderno.kernel.percent.PercentWriter] and [dev.cuaderno.kernel.percent.PercentReader].
package dev.cuaderno.kernel.percent;
