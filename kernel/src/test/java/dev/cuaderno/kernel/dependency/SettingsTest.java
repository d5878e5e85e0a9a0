package dev.cuaderno.kernel.dependency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What settings.xml says is heeded.
class SettingsTest {

    @TempDir private Path folder;
    private Workshop workshop;
    private RemoteRepository second;

    @BeforeEach
    void open() {
        workshop = new Workshop(folder);
        second = new RemoteRepository();
    }

    @AfterEach
    void close() {
        second.close();
        workshop.close();
    }

    private String mirror(String of) {
        return "<mirrors><mirror><id>house</id><mirrorOf>"
                + of
                + "</mirrorOf><url>"
                + second.url()
                + "</url></mirror></mirrors>";
    }

    @Test
    void aMirrorTakesTheRepositorysPlace() throws Exception {
        second.library("org.one:base:1.0");
        workshop.settingsXml(mirror("*"));
        workshop.dep("org.one:base:1.0");
        assertEquals("house", workshop.notebook.resolution().artifacts().getFirst().repository());
        assertEquals(List.of(), workshop.remote.asked());
        var message = workshop.failure("org.one:gone:1.0");
        assertTrue(
                message.contains("house (" + second.url() + ", the mirror of central)"), message);
    }

    @Test
    void credentialsOfAServer() throws Exception {
        second.library("org.one:base:1.0");
        second.credentials = "ana:s3cret";
        workshop.notebook.addRepository(new Repository("private", second.url(), false));
        var refused = workshop.failure("org.one:base:1.0");
        assertTrue(
                refused.contains("private (" + second.url() + "): the server answered 401")
                        && refused.contains("<server>"),
                refused);
        workshop.settingsXml(server("s3cret"));
        workshop.dep("org.one:base:1.0");
        assertEquals(List.of("org.one:base:1.0"), workshop.classPath());
    }

    private static String server(String password) {
        return "<servers><server><id>private</id><username>ana</username><password>"
                + password
                + "</password></server></servers>";
    }

    @Test
    void anEncryptedPasswordWithoutItsMasterPasswordIsTold() throws Exception {
        workshop.remote.library("org.one:base:1.0");
        workshop.settingsXml(server("{COQLCE6DU6GtcS5P=}"));
        var text = workshop.dep("org.one:base:1.0").text();
        assertTrue(
                text.contains("cannot be decrypted") && text.contains("settings-security.xml"),
                text);
    }

    @Test
    void theRepositoriesOfAnActiveProfile() throws Exception {
        second.library("org.one:base:1.0");
        workshop.settingsXml(
                "<profiles><profile><id>p</id><repositories><repository><id>extra</id><url>"
                        + second.url()
                        + "</url></repository></repositories></profile></profiles>"
                        + "<activeProfiles><activeProfile>p</activeProfile></activeProfiles>");
        workshop.dep("org.one:base:1.0");
        assertEquals("extra", workshop.notebook.resolution().artifacts().getFirst().repository());
    }

    @Test
    void offline() throws Exception {
        workshop.settingsXml("<offline>true</offline>");
        var message = workshop.failure("org.one:base:1.0");
        assertTrue(message.contains("offline"), message);
        assertEquals(List.of(), workshop.remote.asked());
    }

    @Test
    void aProxy() throws Exception {
        // The proxy is asked for a host that does not exist.
        second.library("org.one:base:1.0");
        workshop.settingsXml(
                "<proxies><proxy><protocol>http</protocol><host>127.0.0.1</host><port>"
                        + second.url().substring(second.url().lastIndexOf(':') + 1)
                        + "</port></proxy></proxies>");
        workshop.notebook.addRepository(new Repository("far", "http://repository.invalid", true));
        workshop.dep("org.one:base:1.0");
        assertEquals("far", workshop.notebook.resolution().artifacts().getFirst().repository());
    }

    @Test
    void aDamagedFileIsNamed() throws Exception {
        Files.writeString(folder.resolve("settings.xml"), "<settings><mirr");
        var message = workshop.failure("org.one:base:1.0");
        assertTrue(message.contains(folder.resolve("settings.xml").toString()), message);
    }

    @Test
    void theEnvironmentNamesTheFiles() {
        var settings =
                ResolverSettings.fromEnvironment(
                        Map.of(
                                "CUADERNO_MAVEN_REPOSITORY",
                                folder.resolve("r").toString(),
                                "CUADERNO_MAVEN_SETTINGS",
                                folder.resolve("s.xml").toString()));
        assertEquals(folder.resolve("r"), settings.localRepository());
        assertEquals(folder.resolve("s.xml"), settings.userSettings());
        assertEquals(
                Path.of(System.getProperty("user.home"), ".m2", "settings.xml"),
                ResolverSettings.fromEnvironment(Map.of()).userSettings());
    }

    @Test
    void theMachinesSettingsAreBesideMaven() throws Exception {
        var home = folder.resolve("maven");
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("conf"));
        var program = Files.createFile(home.resolve("bin/mvn"));
        assertTrue(program.toFile().setExecutable(true));
        var file = Files.writeString(home.resolve("conf/settings.xml"), "<settings/>");
        assertEquals(
                file.toRealPath(),
                ResolverSettings.fromEnvironment(Map.of("PATH", program.getParent().toString()))
                        .globalSettings());
    }
}
