package dev.cuaderno.kernel.session;

import dev.cuaderno.kernel.message.Header;
import dev.cuaderno.kernel.message.KernelInfo;

import java.util.List;

/// Who this kernel is.
final class KernelIdentity {

    private KernelIdentity() {}

    static KernelInfo.Reply reply() {
        var java = Runtime.version();
        var version = KernelVersion.text();
        return new KernelInfo.Reply(
                "ok",
                Header.VERSION,
                "cuaderno",
                version,
                new KernelInfo.LanguageInfo(
                        "java",
                        java.toString().replaceAll("[+-].*", ""),
                        "text/x-java",
                        ".java",
                        "java",
                        "text/x-java",
                        "script"),
                "Cuaderno " + version + ", Java " + java,
                false,
                List.of(
                        new KernelInfo.HelpLink(
                                "Java " + java.feature() + " API",
                                "https://docs.oracle.com/en/java/javase/"
                                        + java.feature()
                                        + "/docs/api/"),
                        new KernelInfo.HelpLink(
                                "Java language and tools", "https://dev.java/learn/")),
                List.of());
    }
}
