package dev.cuaderno.train;

import dev.cuaderno.display.Display;

/// Shows how far a training has come.
interface Progress {

    /// Before the first step.
    void started(Training training);

    /// After a step.
    void stepped(Training training);

    /// After an epoch.
    void ended(Training training, Epoch epoch);

    /// At the end.
    void ended(Training training, String ending);

    /// What a fit asks for, where it runs.
    static Progress of(Fit fit) {
        if (fit.progress() == Fit.ProgressKind.SILENT) {
            return new Silent();
        }
        if (fit.out() != null) {
            return new TextProgress(fit.out(), 0, System::nanoTime);
        }
        if (Display.isHosted()) {
            return new NotebookProgress(fit.progress() == Fit.ProgressKind.LIVE, System::nanoTime);
        }
        return new TextProgress(System.out, Display.columns(), System::nanoTime);
    }

    /// Shows nothing.
    record Silent() implements Progress {

        @Override
        public void started(Training training) {}

        @Override
        public void stepped(Training training) {}

        @Override
        public void ended(Training training, Epoch epoch) {}

        @Override
        public void ended(Training training, String ending) {}
    }
}
