package dev.cuaderno.kernel.assist;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.ExecutableType;

/// Signatures with the parameters' names of the sources: class files seldom have them.
final class Signatures {

    /// How many files of source one answer may read.
    private static final int MOST_FILES = 3;

    private static final int MANY = 20_000;

    private final Sources sources;
    private final Map<String, List<String>> known = new HashMap<>();
    private final Set<Element> read = new HashSet<>();

    Signatures(Sources sources) {
        this.sources = sources;
    }

    /// A new answer begins.
    void begin() {
        read.clear();
    }

    String of(Analysis analysis, ExecutableElement method, ExecutableType seen) {
        return Names.signature(method, seen, parameters(analysis, method, false));
    }

    /// @param whatever to read sources however long it takes
    List<String> parameters(Analysis analysis, ExecutableElement method, boolean whatever) {
        var own = Names.parameters(method);
        // Names that the compiler makes up where the class file has none.
        if (own.stream().noneMatch(each -> each.matches("arg\\d+"))) {
            return own;
        }
        var key = method.getEnclosingElement() + "." + method;
        var names = known.get(key);
        if (names != null) {
            return names;
        }
        if (!whatever
                && !read.contains(method.getEnclosingElement())
                && read.size() == MOST_FILES) {
            return List.of();
        }
        read.add(method.getEnclosingElement());
        var found =
                sources.of(method, analysis.elements)
                        .flatMap(file -> file.parameters(method))
                        .or(() -> Optional.of(own))
                        .get();
        if (known.size() < MANY) {
            known.put(key, found);
        }
        return found;
    }
}
