package dev.cuaderno.kernel.lab;

/// Something that stands between the user and JupyterLab. The message says what and how to mend it.
final class LabException extends Exception {

    private static final long serialVersionUID = 1L;

    LabException(String message) {
        super(message);
    }
}
