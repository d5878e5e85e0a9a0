package dev.cuaderno.kernel.dependency;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Older versions before newer ones, near enough to Maven's order for lists that people read;
/// versions are chosen by Maven's own code.
final class VersionOrder implements Comparator<String> {

    private static final List<String> BEFORE_RELEASE =
            List.of("alpha", "beta", "m", "milestone", "ea", "rc", "cr", "snapshot");

    @Override
    public int compare(String one, String other) {
        var first = parts(one);
        var second = parts(other);
        for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
            var order = comparePart(part(first, i), part(second, i));
            if (order != 0) {
                return order;
            }
        }
        return one.compareTo(other);
    }

    /// True for what is not meant for general use yet.
    static boolean isPreview(String version) {
        return parts(version).stream().anyMatch(BEFORE_RELEASE::contains);
    }

    private static String part(List<String> parts, int index) {
        return index < parts.size() ? parts.get(index) : "";
    }

    private static int comparePart(String one, String other) {
        var order = Integer.compare(rank(one), rank(other));
        if (order != 0) {
            return order;
        }
        if (isNumber(one) && isNumber(other)) {
            var first = one.replaceFirst("^0+(?=.)", "");
            var second = other.replaceFirst("^0+(?=.)", "");
            return first.length() != second.length()
                    ? Integer.compare(first.length(), second.length())
                    : first.compareTo(second);
        }
        return one.compareTo(other);
    }

    /// `1-rc` < `1` < `1-jre` < `1.1`; `1.0` is as `1`.
    private static int rank(String part) {
        if (BEFORE_RELEASE.contains(part)) {
            return BEFORE_RELEASE.indexOf(part);
        }
        if (part.isEmpty() || part.matches("0+") || part.equals("final") || part.equals("ga")) {
            return BEFORE_RELEASE.size();
        }
        return BEFORE_RELEASE.size() + (isNumber(part) ? 2 : 1);
    }

    private static boolean isNumber(String part) {
        return !part.isEmpty() && Character.isDigit(part.charAt(0));
    }

    private static List<String> parts(String version) {
        var parts = new ArrayList<String>();
        for (var word :
                version.toLowerCase(Locale.ROOT)
                        .split("[.\\-_+]|(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)")) {
            if (!word.isEmpty()) {
                parts.add(word);
            }
        }
        return parts;
    }
}
