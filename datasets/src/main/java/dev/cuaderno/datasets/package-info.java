/// Data sets: found, checked, downloaded where they are not, and made into samples.
///
/// [Datasets][dev.cuaderno.datasets.Datasets] is where notebooks begin; a
/// [Corpus][dev.cuaderno.datasets.Corpus] has samples to learn from and samples to test with.
package dev.cuaderno.datasets;
