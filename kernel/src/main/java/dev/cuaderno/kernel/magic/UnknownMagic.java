package dev.cuaderno.kernel.magic;

import java.util.ArrayList;

/// The error for a name that no magic has.
public final class UnknownMagic {

    private UnknownMagic() {}

    /// Names the nearest magic there is.
    ///
    /// @param spelling the name with its `%`
    public static MagicException of(String spelling, String name, MagicSession session) {
        var names = new ArrayList<>(session.magics().names());
        names.addAll(session.userMagics().keySet());
        var mark = spelling.startsWith("%%") ? "%%" : "%";
        var near = Suggestions.nearest(name, names);
        return new MagicException(
                "UnknownMagic",
                "there is no magic "
                        + spelling
                        + near.map(each -> "; did you mean " + mark + each + "?")
                                .orElse("; %lsmagic lists those there are"));
    }
}
