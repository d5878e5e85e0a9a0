/// Training: from data, a network, a loss and an optimiser to a network that has learnt.
package dev.cuaderno.train;
