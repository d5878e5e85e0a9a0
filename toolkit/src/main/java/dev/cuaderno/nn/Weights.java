package dev.cuaderno.nn;

import java.util.LinkedHashMap;
import java.util.Map;

/// The usual two parameters under their usual names.
final class Weights {

    private Weights() {}

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
