package dev.cuaderno.kernel.install;

import java.io.PrintWriter;

/// What was looked at, line by line, and how to mend what is wrong.
final class Diagnosis {

    private final PrintWriter out;
    private int faults;

    Diagnosis(PrintWriter out) {
        this.out = out;
    }

    /// What the next lines are about.
    void about(String subject) {
        out.println(subject);
        out.flush();
    }

    /// All is well.
    void good(String what) {
        print("ok   ", what);
    }

    /// Works, but could be better.
    void note(String what, String mend) {
        print("note ", what);
        print("     ", mend);
    }

    /// Does not work.
    void fault(String what, String mend) {
        faults++;
        print("FAULT", what);
        print("     ", mend);
    }

    private void print(String mark, String text) {
        out.println("  " + mark + " " + text.strip().replace("\n", "\n        "));
        out.flush();
    }

    int faults() {
        return faults;
    }
}
