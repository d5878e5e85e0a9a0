package dev.cuaderno.kernel.session;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/// A kernel of its own for each test, with a front end connected to it.
abstract class SessionTest {

    @TempDir Path folder;
    Kernels kernel;
    FrontEnd frontEnd;

    @BeforeEach
    void start() throws Exception {
        kernel = Kernels.start(folder);
        frontEnd = kernel.frontEnd();
    }

    @AfterEach
    void stop() {
        kernel.close();
    }
}
