package dev.cuaderno.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.DataInputStream;
import java.io.IOException;

class StartTest {

    private static final int CLASS_FILE_OF_JAVA_11 = 55;

    @Test
    void oldJvmsCanReadTheClass() throws IOException {
        try (var in = new DataInputStream(Start.class.getResourceAsStream("Start.class"))) {
            assertEquals(0xCAFEBABE, in.readInt());
            in.readUnsignedShort();
            assertEquals(CLASS_FILE_OF_JAVA_11, in.readUnsignedShort());
        }
    }

    @Test
    void anOldJvmIsNamed() {
        var problem = Start.problem("17", "/opt/jdk-17");
        assertTrue(problem.contains("needs Java 25"), problem);
        assertTrue(problem.contains("Java 17 in /opt/jdk-17"), problem);
        assertTrue(problem.contains("cuaderno install"), problem);
        assertTrue(Start.problem("1.8", "/opt/jdk").contains("Java 8"));
        assertNull(Start.problem("25", "/opt/jdk-25"));
        assertNull(Start.problem("26", "/opt/jdk-26"));
    }
}
