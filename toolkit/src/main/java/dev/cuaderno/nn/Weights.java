package dev.cuaderno.nn;

import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Tensor;

import java.util.LinkedHashMap;
import java.util.Map;

/// The usual two parameters under their usual names.
final class Weights {

    private Weights() {}

    /// Whether everything is of single precision, for which normalisations have one operation.
    static boolean areSingle(Tensor x, Parameter weight, Parameter bias) {
        return x.dtype() == DType.FLOAT32
                && weight.value().dtype() == DType.FLOAT32
                && bias.value().dtype() == DType.FLOAT32;
    }

    static Map<String, Parameter> named(Parameter weight, Parameter bias) {
        var named = new LinkedHashMap<String, Parameter>();
        if (weight != null) {
            named.put("weight", weight);
        }
        if (bias != null) {
            named.put("bias", bias);
        }
        return named;
    }
}
