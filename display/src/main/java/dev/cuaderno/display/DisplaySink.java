package dev.cuaderno.display;

/// Where displayed values go: a notebook front end, or a terminal.
public interface DisplaySink {

    /// Shows a new output, or replaces every output shown before under the same id.
    ///
    /// @param value what to show; the sink renders it
    /// @param id names the output for later updates; null where it needs no name
    /// @param update true to replace, false to show anew
    void show(Object value, String id, boolean update);

    /// Removes the outputs of the running cell.
    ///
    /// @param wait true to remove them only when the next output comes, which avoids flicker
    void clear(boolean wait);
}
