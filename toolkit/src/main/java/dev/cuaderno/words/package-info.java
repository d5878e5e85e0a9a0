/// What outputs say in words, in the language of the notebook.
package dev.cuaderno.words;
