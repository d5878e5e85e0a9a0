package dev.cuaderno.kernel.dependency;

/// Told about downloads, by several threads at a time.
public interface Transfers {

    /// Tells nobody.
    Transfers NONE =
            new Transfers() {
                @Override
                public void started(String file, long bytes) {}

                @Override
                public void progressed(String file, long bytes) {}

                @Override
                public void ended(String file, boolean good) {}
            };

    /// @param file path in the repository
    /// @param bytes its size, -1 where it is not known
    void started(String file, long bytes);

    /// @param bytes how much of it is here
    void progressed(String file, long bytes);

    /// @param good false where it failed; another repository may still have it
    void ended(String file, boolean good);
}
