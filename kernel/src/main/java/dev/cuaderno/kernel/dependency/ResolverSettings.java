package dev.cuaderno.kernel.dependency;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Where Maven's files lie, and how patient the resolver is.
///
/// @param localRepository or null for what settings.xml says, else `~/.m2/repository`
/// @param userSettings the user's settings.xml; need not exist
/// @param globalSettings the machine's settings.xml; null where there is none
/// @param central URL of Maven Central
/// @param connectTimeout how long a server may take to accept a connection
/// @param requestTimeout how long it may stay silent afterwards
public record ResolverSettings(
        Path localRepository,
        Path userSettings,
        Path globalSettings,
        String central,
        Duration connectTimeout,
        Duration requestTimeout) {

    /// Where everybody's libraries are.
    public static final String CENTRAL = "https://repo.maven.apache.org/maven2";

    /// As Maven has them on this machine, unless the environment says otherwise:
    ///
    /// | variable | meaning |
    /// |---|---|
    /// | `CUADERNO_MAVEN_REPOSITORY` | the local repository |
    /// | `CUADERNO_MAVEN_SETTINGS` | the user's settings.xml |
    /// | `MAVEN_HOME` | Maven, for the machine's settings.xml; by default found by `mvn` on the `PATH` |
    public static ResolverSettings fromEnvironment(Map<String, String> environment) {
        var local = environment.get("CUADERNO_MAVEN_REPOSITORY");
        var settings = environment.get("CUADERNO_MAVEN_SETTINGS");
        return new ResolverSettings(
                local == null || local.isBlank() ? null : Path.of(local).toAbsolutePath(),
                settings == null || settings.isBlank()
                        ? mavenFolder().resolve("settings.xml")
                        : Path.of(settings).toAbsolutePath(),
                globalSettings(environment),
                CENTRAL,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60));
    }

    /// The folder of the local repository, found without Maven's libraries.
    public Path localFolder() {
        if (localRepository != null) {
            return localRepository;
        }
        var property = System.getProperty("maven.repo.local");
        if (property != null && !property.isBlank()) {
            return Path.of(property).toAbsolutePath();
        }
        for (var file : new Path[] {userSettings, globalSettings}) {
            if (file != null && Files.isRegularFile(file)) {
                try {
                    var match =
                            LOCAL.matcher(COMMENT.matcher(Files.readString(file)).replaceAll(""));
                    if (match.find() && !match.group(1).contains("${")) {
                        return Path.of(match.group(1)).toAbsolutePath();
                    }
                } catch (IOException unreadable) {
                    // Said when a library is asked for.
                }
            }
        }
        return mavenFolder().resolve("repository");
    }

    private static final Pattern LOCAL =
            Pattern.compile("<localRepository>\\s*(.+?)\\s*</localRepository>");
    private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?-->");

    /// `~/.m2`.
    static Path mavenFolder() {
        return Path.of(System.getProperty("user.home"), ".m2");
    }

    private static Path globalSettings(Map<String, String> environment) {
        var home = environment.get("MAVEN_HOME");
        var program = File.separatorChar == '\\' ? "mvn.cmd" : "mvn";
        var folders =
                home != null && !home.isBlank()
                        ? Stream.of(Path.of(home, "bin"))
                        : Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                                .filter(folder -> !folder.isBlank())
                                .map(Path::of);
        return folders.map(folder -> folder.resolve(program))
                .filter(Files::isExecutable)
                .map(ResolverSettings::settingsOf)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(null);
    }

    /// `bin/mvn` is most often a symbolic link out of Maven's own folder.
    private static Path settingsOf(Path program) {
        try {
            return program.toRealPath().resolveSibling("../conf/settings.xml").normalize();
        } catch (IOException gone) {
            return program;
        }
    }
}
