package dev.cuaderno.explain;

/// What a trace shows.
public enum Operation {
    CORRELATE("correlate", "⊗"),
    CONV2D("conv2d", "⊗"),
    CONVOLVE("convolve", "∗"),
    MAX_POOL("maxPool2d", ""),
    MIN_POOL("minPool2d", ""),
    AVG_POOL("avgPool2d", ""),
    ADAPTIVE_AVG_POOL("adaptiveAvgPool2d", ""),
    ADAPTIVE_MAX_POOL("adaptiveMaxPool2d", "");

    private final String label;
    private final String sign;

    Operation(String label, String sign) {
        this.label = label;
        this.sign = sign;
    }

    /// The name of the tensor's method.
    public String label() {
        return label;
    }

    /// The sign between image and filter, as the lectures write it; empty for pooling.
    public String sign() {
        return sign;
    }
}
