package dev.cuaderno.kernel.assist;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The types that were offered without being imported. A cell that uses one gets its import line
/// when it is run.
final class Offers {

    private static final int REMEMBERED = 10_000;

    private final Map<String, String> offered = new LinkedHashMap<>();

    /// @return whether the simple name stands for this type
    synchronized boolean offer(TypeIndex.Entry type, Imported imported) {
        if (imported.types().containsKey(type.name())) {
            return false;
        }
        if (offered.size() >= REMEMBERED) {
            offered.remove(offered.keySet().iterator().next());
        }
        return offered.computeIfAbsent(type.name(), _ -> type.qualified()).equals(type.qualified());
    }

    /// The code with an import for each offered type that it uses and that nothing else declares.
    ///
    /// @param session what the session has declared and imported
    String withImports(String code, Outline session, TypeIndex index) {
        // The body of a cell magic need not be Java.
        var missing = code.startsWith("%%") ? List.<String>of() : missing(code, session, index);
        if (missing.isEmpty()) {
            return code;
        }
        var lines = new StringBuilder();
        missing.forEach(each -> lines.append("import ").append(each).append(";\n"));
        var at = behindImports(code);
        return code.substring(0, at)
                + (at > 0 && code.charAt(at - 1) != '\n' ? "\n" : "")
                + lines
                + code.substring(at);
    }

    private synchronized List<String> missing(String code, Outline session, TypeIndex index) {
        var missing = new ArrayList<String>();
        if (offered.isEmpty()) {
            return missing;
        }
        var fragments = Fragment.of(code);
        var imports = new ArrayList<>(session.imports());
        for (var each : fragments) {
            if (each.kind() == Fragment.Kind.IMPORT) {
                imports.add(code.substring(each.begin(), each.end()));
            }
        }
        var imported = Imported.of(imports, index);
        var tokens = Token.of(code);
        for (var i = 0; i < tokens.size(); i++) {
            var name = tokens.get(i).text();
            var qualified = tokens.get(i).isWord() ? offered.get(name) : null;
            if (qualified == null
                    || missing.contains(qualified)
                    || (i > 0 && tokens.get(i - 1).is("."))
                    || declares(tokens, name)
                    || session.named(name).isPresent()
                    || index.named(name).stream().anyMatch(imported::sees)
                    || imported.types().containsKey(name)) {
                continue;
            }
            missing.add(qualified);
        }
        return missing;
    }

    /// Whether the cell makes a type or a type parameter of that name itself.
    private static boolean declares(List<Token> tokens, String name) {
        for (var i = 1; i < tokens.size(); i++) {
            if (tokens.get(i).is(name)) {
                switch (tokens.get(i - 1).text()) {
                    case "class", "interface", "enum", "record" -> {
                        return true;
                    }
                    default -> {}
                }
            }
        }
        return false;
    }

    /// Behind the magics and imports that the code begins with.
    private static int behindImports(String code) {
        var at = 0;
        while (code.startsWith("%", at)) {
            var end = code.indexOf('\n', at);
            at = end < 0 ? code.length() : end + 1;
        }
        var java = at;
        for (var each : Fragment.of(code.substring(java))) {
            if (each.kind() != Fragment.Kind.IMPORT) {
                break;
            }
            at = java + each.end();
        }
        return at > 0 && at < code.length() && code.charAt(at) == '\n' ? at + 1 : at;
    }
}
