/// The magics of a notebook's libraries: `%dep`, `%repo`, `%%pom`, `//LOCK`, `%classpath`, `%jars`.
package dev.cuaderno.kernel.dependency.magic;
