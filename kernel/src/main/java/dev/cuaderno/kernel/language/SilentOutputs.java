package dev.cuaderno.kernel.language;

import dev.cuaderno.display.MimeBundle;

/// Start-up code speaks to the log only.
final class SilentOutputs implements Outputs {

    @Override
    public void stream(Stream stream, String text) {
        System.err.print(text);
    }

    @Override
    public void display(MimeBundle bundle, String displayId, boolean update) {
        System.err.println(bundle.plainText());
    }

    @Override
    public void clear(boolean wait) {
        // Nothing is shown yet.
    }

    @Override
    public String input(String prompt, boolean password) {
        throw new InputRefusedException("start-up code cannot ask for input");
    }
}
