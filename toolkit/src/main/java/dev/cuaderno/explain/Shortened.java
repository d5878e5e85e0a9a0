package dev.cuaderno.explain;

import java.util.List;

/// The beginning and the end of a long list.
///
/// @param first from the first one on
/// @param left how many are left out
/// @param last after the gap
record Shortened<T>(List<T> first, int left, List<T> last) {

    static <T> Shortened<T> of(List<T> all, int most) {
        if (all.size() <= most) {
            return new Shortened<>(all, 0, List.of());
        }
        var front = all.subList(0, most - 1);
        return new Shortened<>(front, all.size() - most, List.of(all.getLast()));
    }
}
