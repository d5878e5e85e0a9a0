package dev.cuaderno.display;

/// Takes what code prints and shows in place of its cell.
public interface Capture {

    /// Bytes of UTF-8 that were printed; they may end inside a character.
    ///
    /// @param error true for the error stream
    void printed(boolean error, byte[] bytes, int offset, int length);

    /// A value that was shown.
    ///
    /// @return false for an update of what was shown elsewhere
    boolean shown(MimeBundle bundle, String id, boolean update);

    /// Outputs are to be removed.
    void cleared(boolean wait);
}
