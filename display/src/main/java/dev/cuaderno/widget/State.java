package dev.cuaderno.widget;

import java.util.LinkedHashMap;
import java.util.Map;

/// States put together in order; unlike [Map#of] they may hold null.
final class State {

    private State() {}

    /// @param pairs names and values in turn
    static Map<String, Object> of(Object... pairs) {
        var state = new LinkedHashMap<String, Object>();
        for (var i = 0; i < pairs.length; i += 2) {
            state.put((String) pairs[i], pairs[i + 1]);
        }
        return state;
    }

    /// What all controls with a description have.
    static Map<String, Object> described(String description, Object... pairs) {
        var state = of("description", description, "description_allow_html", false);
        state.put("disabled", false);
        state.putAll(of(pairs));
        return state;
    }
}
