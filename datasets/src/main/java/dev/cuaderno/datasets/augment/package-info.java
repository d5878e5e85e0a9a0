/// Pictures changed at random, so that a network sees others in every epoch.
///
/// Notebooks reach the changes through `dev.cuaderno.datasets.Datasets`: `randomCrop(4)`,
/// `flipHorizontal()`, `mixup(0.2)`. They work on pictures `[C, H, W]` from 0 to 1, before
/// normalisation, and take all that is random from the generator they are given.
/// [Pictures][dev.cuaderno.datasets.augment.Pictures] has the same changes without chance.
package dev.cuaderno.datasets.augment;
