package dev.cuaderno.tensor;

import java.util.Objects;

/// Tensors that do not fit together. Says which operation, the rule, what came and how to mend it:
///
/// ```
/// ShapeException: in correlate
///   rule : the filter must fit into the padded image
///   got  : image [4, 4], filter [5, 5]
///   why  : H' = (H-K+2P)/S+1 = (4-5+0)/1+1 = 0
///   fix  : padding(1), or a filter of at most 4x4
/// ```
public final class ShapeException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String operation;
    private final String rule;
    private final String got;
    private final String why;
    private final String fix;

    private ShapeException(Draft draft) {
        super(draft.text());
        this.operation = draft.operation;
        this.rule = draft.rule;
        this.got = draft.got;
        this.why = draft.why;
        this.fix = draft.fix;
    }

    /// Starts an error of `operation`.
    public static Draft in(String operation) {
        return new Draft(operation);
    }

    /// The same error, seen from outside: `place` (a layer's path, say) is named before the
    /// operation.
    public ShapeException at(String place) {
        var error = in(place + ": " + operation).rule(rule).got(got).why(why).fix(fix).error();
        error.setStackTrace(getStackTrace());
        return error;
    }

    /// What was being done, for instance `conv2d`.
    public String operation() {
        return operation;
    }

    /// What must hold.
    public String rule() {
        return rule;
    }

    /// The shapes and numbers that came.
    public String got() {
        return got;
    }

    /// The formula with its numbers, or nothing.
    public String why() {
        return why;
    }

    /// How to mend it.
    public String fix() {
        return fix;
    }

    /// An error being written; every part is one short sentence.
    public static final class Draft {
        private final String operation;
        private String rule = "";
        private String got = "";
        private String why = "";
        private String fix = "";

        private Draft(String operation) {
            this.operation = Objects.requireNonNull(operation);
        }

        /// What must hold.
        public Draft rule(String text) {
            rule = text;
            return this;
        }

        /// The shapes and numbers that came.
        public Draft got(String text) {
            got = text;
            return this;
        }

        /// The formula with its numbers.
        public Draft why(String text) {
            why = text;
            return this;
        }

        /// How to mend it.
        public Draft fix(String text) {
            fix = text;
            return this;
        }

        /// The finished error, to be thrown.
        public ShapeException error() {
            return new ShapeException(this);
        }

        private String text() {
            return "in "
                    + operation
                    + line("rule", rule)
                    + line("got ", got)
                    + line("why ", why)
                    + line("fix ", fix);
        }

        private static String line(String name, String text) {
            return text.isEmpty() ? "" : "\n  " + name + " : " + text;
        }
    }
}
