/// Pictures: the filters of image processing.
package dev.cuaderno.image;
