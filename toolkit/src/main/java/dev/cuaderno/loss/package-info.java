/// How wrong predictions are, in one number to be made small.
package dev.cuaderno.loss;
