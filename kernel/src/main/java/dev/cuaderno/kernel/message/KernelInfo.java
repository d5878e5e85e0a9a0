package dev.cuaderno.kernel.message;

import java.util.List;

/// `kernel_info_request`: who are you?
public interface KernelInfo {

    /// The question.
    record Request() implements Content {}

    /// The answer.
    ///
    /// @param banner shown by consoles at the start
    /// @param debugger whether debug messages are answered; older front ends look here
    /// @param supportedFeatures optional parts of the protocol that are there
    record Reply(
            String status,
            String protocolVersion,
            String implementation,
            String implementationVersion,
            LanguageInfo languageInfo,
            String banner,
            boolean debugger,
            List<HelpLink> helpLinks,
            List<String> supportedFeatures)
            implements Content {}

    /// How editors and exporters should treat the code.
    ///
    /// @param version of the language, for instance `25.0.3`
    /// @param codemirrorMode the MIME type by which CodeMirror, old and new, knows the language
    record LanguageInfo(
            String name,
            String version,
            String mimetype,
            String fileExtension,
            String pygmentsLexer,
            String codemirrorMode,
            String nbconvertExporter) {}

    /// An entry of the Help menu.
    record HelpLink(String text, String url) {}
}
