package dev.cuaderno.kernel.export;

import dev.cuaderno.kernel.dependency.Coordinates;

import java.util.Locale;

/// Writes the POM of a program.
final class MavenProject {

    private MavenProject() {}

    static String pom(Program program, String name, String type) {
        var libraries = program.libraries();
        var text =
                new StringBuilder(
                        """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <project xmlns="http://maven.apache.org/POM/4.0.0"
                                 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                                 xsi:schemaLocation="http://maven.apache.org/POM/4.0.0 https://maven.apache.org/xsd/maven-4.0.0.xsd">
                          <modelVersion>4.0.0</modelVersion>
                          <groupId>notebook</groupId>
                          <artifactId>%s</artifactId>
                          <version>1.0-SNAPSHOT</version>
                          <properties>
                            <maven.compiler.release>%d</maven.compiler.release>
                            <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                            <exec.mainClass>%s</exec.mainClass>
                          </properties>
                        """
                                .formatted(artifactId(name), Runtime.version().feature(), type));
        if (!libraries.repositories().isEmpty()) {
            text.append("  <repositories>\n");
            for (var each : libraries.repositories()) {
                text.append("    <repository>\n");
                element(text, "      ", "id", each.id());
                element(text, "      ", "url", each.url());
                text.append("    </repository>\n");
            }
            text.append("  </repositories>\n");
        }
        if (!libraries.boms().isEmpty()) {
            text.append("  <dependencyManagement>\n    <dependencies>\n");
            for (var each : libraries.boms()) {
                dependency(text, "      ", each, "pom", "import", null);
            }
            text.append("    </dependencies>\n  </dependencyManagement>\n");
        }
        text.append("  <dependencies>\n");
        for (var each : libraries.needed()) {
            dependency(text, "    ", each, each.extension(), null, null);
        }
        for (var file : libraries.files()) {
            if (java.nio.file.Files.isRegularFile(file)) {
                var stem = artifactId(file.getFileName().toString().replaceFirst("\\.jar$", ""));
                dependency(
                        text,
                        "    ",
                        new Coordinates("local", stem, "jar", "", "0"),
                        "jar",
                        "system",
                        file.toAbsolutePath().toString());
            }
        }
        text.append("  </dependencies>\n");
        return text.append(
                        """
                          <build>
                            <plugins>
                              <plugin>
                                <groupId>org.codehaus.mojo</groupId>
                                <artifactId>exec-maven-plugin</artifactId>
                                <version>3.5.1</version>
                              </plugin>
                            </plugins>
                          </build>
                        </project>
                        """)
                .toString();
    }

    private static void dependency(
            StringBuilder text,
            String indent,
            Coordinates library,
            String type,
            String scope,
            String file) {
        text.append(indent).append("<dependency>\n");
        var inner = indent + "  ";
        element(text, inner, "groupId", library.group());
        element(text, inner, "artifactId", library.artifact());
        if (!library.version().isEmpty()) {
            element(text, inner, "version", library.version());
        }
        if (!library.classifier().isEmpty()) {
            element(text, inner, "classifier", library.classifier());
        }
        if (!type.equals("jar")) {
            element(text, inner, "type", type);
        }
        if (scope != null) {
            element(text, inner, "scope", scope);
        }
        if (file != null) {
            element(text, inner, "systemPath", file);
        }
        text.append(indent).append("</dependency>\n");
    }

    private static void element(StringBuilder text, String indent, String name, String value) {
        text.append(indent)
                .append('<')
                .append(name)
                .append('>')
                .append(value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
                .append("</")
                .append(name)
                .append(">\n");
    }

    private static String artifactId(String name) {
        var id = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-");
        return id.isBlank() || id.equals("-") ? "notebook" : id;
    }
}
