/// The facade: what notebooks import.
package dev.cuaderno;
