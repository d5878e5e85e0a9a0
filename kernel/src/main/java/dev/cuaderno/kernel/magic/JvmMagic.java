package dev.cuaderno.kernel.magic;

import dev.cuaderno.kernel.language.Outputs;
import dev.cuaderno.kernel.language.Settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `%jvm OPTIONS`: starts the JVM of the cells again with these options in place of those it had;
/// alone, says what it runs with. `%jdk FOLDER`: starts it again on another JDK.
final class JvmMagic implements Magic {

    private static final String JDK = "--jdk";

    private final boolean jdkOnly;

    private JvmMagic(boolean jdkOnly) {
        this.jdkOnly = jdkOnly;
    }

    /// `%jvm`.
    static JvmMagic options() {
        return new JvmMagic(false);
    }

    /// `%jdk`.
    static JvmMagic jdk() {
        return new JvmMagic(true);
    }

    @Override
    public String name() {
        return jdkOnly ? "jdk" : "jvm";
    }

    @Override
    public String help() {
        return jdkOnly
                ? "Starts the cells' JVM again on the JDK in a folder; alone, says which it is."
                : "Starts the cells' JVM again with these options (and --jdk FOLDER); alone, says"
                        + " which it has.";
    }

    @Override
    public Syntax syntax() {
        return jdkOnly ? Syntax.optionalWord("FOLDER") : Syntax.passing("OPTION", 0);
    }

    @Override
    public Result run(Call call, MagicSession session) throws Exception {
        var words = call.arguments().words();
        var settings = session.settings();
        if (words.isEmpty()) {
            return Result.text(jdkOnly ? settings.jdkHome().toString() : told(settings));
        }
        var changed = changed(settings, words, session);
        try {
            session.outputs().stream(
                    Outputs.Stream.STDOUT, session.restart(changed).strip() + "\n");
        } catch (MagicException refused) {
            throw new MagicException(
                    "JvmNotStarted",
                    refused.getMessage() + "\nThe JVM of this notebook goes on as it was.");
        }
        return Result.none();
    }

    private Settings changed(Settings settings, List<String> words, MagicSession session) {
        if (jdkOnly) {
            return settings.withJdk(folder(session, words.getFirst()));
        }
        var options = new ArrayList<String>();
        var jdk = settings.jdkHome();
        for (int i = 0; i < words.size(); i++) {
            var word = words.get(i);
            if (word.equals(JDK) && i + 1 < words.size()) {
                jdk = folder(session, words.get(++i));
            } else if (word.startsWith(JDK + "=")) {
                jdk = folder(session, word.substring(JDK.length() + 1));
            } else {
                options.add(word);
            }
        }
        // With nothing but a JDK, the options stay.
        return options.isEmpty()
                ? settings.withJdk(jdk)
                : settings.withJdk(jdk).withJvmOptions(options);
    }

    private static Path folder(MagicSession session, String path) {
        return session.folder().resolve(path);
    }

    private static String told(Settings settings) {
        var options =
                settings.jvmOptions().isEmpty()
                        ? "(none)"
                        : String.join(" ", settings.jvmOptions());
        return "JDK: " + settings.jdkHome() + "\noptions: " + options;
    }
}
