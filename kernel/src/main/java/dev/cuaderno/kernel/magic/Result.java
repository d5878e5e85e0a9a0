package dev.cuaderno.kernel.magic;

import dev.cuaderno.display.MimeBundle;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/// What a magic gives.
///
/// @param shown its forms, where it is to be shown
/// @param value what `var x = %name` assigns; empty for none
public record Result(Optional<MimeBundle> shown, Optional<Value> value) {

    private static final String TEXT_TYPE = "java.lang.String";
    private static final String LINES_TYPE = "java.util.List<java.lang.String>";

    /// A value that a variable can take.
    ///
    /// @param type its Java type, fully qualified
    /// @param object the value; empty where the last task in the worker has left it there
    public record Value(String type, Optional<Serializable> object) {}

    /// Nothing to show and nothing to assign.
    public static Result none() {
        return new Result(Optional.empty(), Optional.empty());
    }

    /// Something to show that has no value.
    public static Result shown(Optional<MimeBundle> bundle) {
        return new Result(bundle, Optional.empty());
    }

    /// A text, shown without quotes.
    public static Result text(String text) {
        return new Result(
                Optional.of(MimeBundle.text(text)),
                Optional.of(new Value(TEXT_TYPE, Optional.of(text))));
    }

    /// Lines of text, a `List<String>`, shown below one another.
    public static Result lines(List<String> lines) {
        return new Result(
                Optional.of(MimeBundle.text(String.join("\n", lines))),
                Optional.of(new Value(LINES_TYPE, Optional.of((Serializable) List.copyOf(lines)))));
    }

    /// A value that the last task in the worker left there.
    public static Result inWorker(String type, Optional<MimeBundle> shown) {
        return new Result(shown, Optional.of(new Value(type, Optional.empty())));
    }
}
