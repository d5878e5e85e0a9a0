package dev.cuaderno.display;

import java.util.Locale;
import java.util.function.Supplier;

/// The language in which outputs say their words. Numbers are written alike in all of them.
///
/// The environment variable `CUADERNO_LANG` chooses it, for a notebook by `%env CUADERNO_LANG=es`
/// too; the kernel sets it to the language of the notebook's prose, its metadata `lang`. It is
/// looked up whenever something is shown.
public enum OutputLanguage {
    ENGLISH,
    SPANISH;

    /// The environment variable that chooses: `es`, or with a country `es-CL`; English for all
    /// else.
    public static final String VARIABLE = "CUADERNO_LANG";

    private static final ScopedValue<OutputLanguage> HERE = ScopedValue.newInstance();

    /// The language that holds now.
    public static OutputLanguage current() {
        return HERE.isBound() ? HERE.get() : of(System.getenv().getOrDefault(VARIABLE, ""));
    }

    /// The language of a tag such as `es`, `es-CL`, or `es_CL.UTF-8`.
    public static OutputLanguage of(String tag) {
        return tag.toLowerCase(Locale.ROOT).matches("es([-_.].*)?") ? SPANISH : ENGLISH;
    }

    /// What comes of the work with this language, whatever the environment says.
    public <T> T during(Supplier<T> work) {
        return ScopedValue.where(HERE, this).call(work::get);
    }
}
