package dev.cuaderno.kernel.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class SettingsTest {

    private static Settings from(String name, String value) throws IOException {
        return Settings.fromEnvironment(Map.of(name, value));
    }

    @Test
    void quotationsKeepBlanksTogether() throws IOException {
        assertEquals(
                List.of("-Xmx1g", "-Dname=two words", "-Dpath=C:\\new folder", ""),
                from(
                                "CUADERNO_JVM_OPTS",
                                " -Xmx1g  -Dname=\"two words\" '-Dpath=C:\\new folder' '' ")
                        .jvmOptions());
        assertEquals(
                List.of("-Xlint:all", "it's"),
                from("IJAVA_COMPILER_OPTS", "-Xlint:all \"it's\"").compilerOptions());
    }

    @Test
    void anOpenQuotationIsNamed() {
        var failure =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> from("CUADERNO_JVM_OPTS", "-Da=\"b c"));
        assertTrue(failure.getMessage().startsWith("CUADERNO_JVM_OPTS"), failure.getMessage());
        assertTrue(failure.getMessage().contains("not closed"), failure.getMessage());
    }

    @Test
    void timesHaveTheUnitsOfIJava() throws IOException {
        assertEquals(Optional.of(Duration.ofMillis(1500)), from("IJAVA_TIMEOUT", "1500").timeout());
        assertEquals(
                Optional.of(Duration.ofSeconds(30)),
                from("CUADERNO_TIMEOUT", "30 seconds").timeout());
        assertEquals(Optional.empty(), from("IJAVA_TIMEOUT", "-1").timeout());
        assertEquals(Optional.empty(), from("IJAVA_TIMEOUT", "").timeout());
        for (var wrong : List.of("soon", "3 parsecs", "1.5")) {
            var failure =
                    assertThrows(
                            IllegalArgumentException.class, () -> from("IJAVA_TIMEOUT", wrong));
            assertTrue(failure.getMessage().contains("'" + wrong + "'"), failure.getMessage());
        }
    }

    @Test
    void ourOwnNamesWin() throws IOException {
        var settings =
                Settings.fromEnvironment(
                        Map.of("IJAVA_TIMEOUT", "5", "CUADERNO_TIMEOUT", "7 MINUTES"));
        assertEquals(Optional.of(Duration.ofMinutes(7)), settings.timeout());
    }

    @Test
    void theCompilerLearnsOfModulesAndPreviews() throws IOException {
        var feature = "" + Runtime.version().feature();
        assertEquals(
                List.of(
                        "--add-modules",
                        "a.b",
                        "--add-exports",
                        "java.base/x=ALL-UNNAMED",
                        "--enable-preview",
                        "--release",
                        feature),
                from(
                                "CUADERNO_JVM_OPTS",
                                "-Xmx1g --add-modules=a.b --add-exports java.base/x=ALL-UNNAMED"
                                        + " --enable-preview")
                        .javac());
    }

    @Test
    void theNotebookGivesTheLanguageWhereTheEnvironmentDoesNot() throws IOException {
        var settings = Settings.fromEnvironment(Map.of());
        assertEquals(Map.of(), settings.variables());
        assertEquals(
                Map.of("CUADERNO_LANG", "es"), settings.inLanguage("es", Map.of()).variables());
        assertEquals(
                Map.of(), settings.inLanguage("es", Map.of("CUADERNO_LANG", "en")).variables());
    }
}
