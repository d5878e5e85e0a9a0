package dev.cuaderno.kernel.assist;

import dev.cuaderno.kernel.assist.Outline.Declared;

import jdk.jshell.Snippet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A cell that is being written, made into a source file that the compiler can read: the session's
/// declarations are members of a class, the cell's statements the body of a method of it. Where the
/// cell declares a method or a type, a local class begins and what follows is a method of that.
///
/// @param source the file
/// @param focus where the word at the cursor begins in the file
record Draft(String source, int focus) {

    /// What stands for the word at the cursor while it is being completed.
    static final String MARK = "$0";

    /// Names of the classes and methods that only hold the cell together begin with this.
    static final String OWN = "$";

    /// A file for completing the word that begins at `word` of `code`.
    static Draft toComplete(Outline session, String code, int word) {
        return new Builder(session, code, word, true).complete();
    }

    /// A file for telling what the word from `word` to `end` of `code` is.
    static Draft toInspect(Outline session, String code, int word, int end) {
        return new Builder(session, code, word, false).inspect(end);
    }

    private static final class Builder {

        private final Outline session;
        private final String code;
        private final int word;
        private final List<Fragment> fragments;
        private final StringBuilder text = new StringBuilder();
        private int classes;

        Builder(Outline session, String code, int word, boolean isWriting) {
            this.session = session;
            this.code = code;
            this.word = word;
            this.fragments = isWriting ? cut() : Fragment.of(code);
        }

        /// Where the cursor's line ends without a semicolon, the next line is taken for a new
        /// statement.
        private List<Fragment> cut() {
            var end = code.indexOf('\n', word);
            var line = code.substring(word, end < 0 ? code.length() : end);
            if (end < 0 || !line.strip().chars().allMatch(Character::isJavaIdentifierPart)) {
                return Fragment.of(code);
            }
            var before = Fragment.of(code.substring(0, end));
            var isWithin =
                    !before.isEmpty()
                            && !Brackets.after(before.getLast().tokens()).open().isEmpty();
            if (isWithin) {
                return Fragment.of(code);
            }
            var all = new ArrayList<>(before);
            all.addAll(Fragment.of(" ".repeat(end) + code.substring(end)));
            return all;
        }

        Draft complete() {
            var current = current();
            var begin = current == null ? word : Math.min(current.begin(), word);
            var head = tokens(begin, word);
            var brackets = Brackets.after(head);
            var innermost = brackets.open().peek();
            var mark = MARK;
            if (innermost != null && innermost.isTypeBody()) {
                mark += " $m;";
            } else if (isCreated(head)) {
                mark += "()";
            } else if (!head.isEmpty() && head.getLast().is("case")) {
                mark += " -> {}";
            }
            return put(
                    current,
                    begin,
                    head,
                    code.substring(begin, word),
                    mark + ending(current, brackets, word));
        }

        Draft inspect(int end) {
            var current = current();
            var begin = current == null ? word : current.begin();
            if (current != null && isWhole(current)) {
                var own = code.substring(word, current.end());
                return put(
                        current,
                        begin,
                        tokens(begin, current.end()),
                        code.substring(begin, word),
                        own + ";");
            }
            // What is called decides between fields and methods, and the arguments between methods.
            var rest = arguments(end);
            var stop = rest > end ? rest : end;
            var head = tokens(begin, stop);
            var call = rest > end || !code.startsWith("(", end) ? "" : "()";
            return put(
                    current,
                    begin,
                    head,
                    code.substring(begin, word),
                    code.substring(word, stop)
                            + call
                            + ending(current, Brackets.after(head), stop));
        }

        /// Where the arguments end of a call whose name ends at `end`; `end` where none do.
        private int arguments(int end) {
            var tokens = tokens(end, code.length());
            if (tokens.isEmpty() || !tokens.getFirst().is("(")) {
                return end;
            }
            var close = Fragment.closing(tokens, 0);
            return tokens.get(close).is(")") ? tokens.get(close).end() : end;
        }

        private static boolean isWhole(Fragment fragment) {
            return Brackets.after(fragment.tokens()).open().isEmpty()
                    && fragment.tokens().stream().allMatch(Token::closed)
                    && !fragment.tokens().getLast().is(".");
        }

        private static boolean isCreated(List<Token> head) {
            var at = head.size() - 1;
            while (at > 0 && head.get(at).is(".")) {
                at -= 2;
            }
            return at >= 0 && head.get(at).is("new");
        }

        /// The fragment that the word belongs to; null where a new one begins.
        private Fragment current() {
            for (var each : fragments) {
                if (each.begin() < word && word <= each.end()) {
                    var last = each.tokens().getLast();
                    return word == each.end() && (last.is(";") || last.is("}")) ? null : each;
                }
                if (each.begin() == word) {
                    return each;
                }
            }
            // Behind an unfinished statement, blanks do not begin a new one.
            var before = fragments.stream().filter(each -> each.end() <= word).toList();
            if (before.isEmpty()) {
                return null;
            }
            var last = before.getLast();
            return last.tokens().getLast().is(";") || last.tokens().getLast().is("}") ? null : last;
        }

        private List<Token> tokens(int begin, int end) {
            return Token.of(code.substring(begin, end)).stream()
                    .filter(token -> token.kind() != Token.Kind.COMMENT)
                    .map(
                            token ->
                                    new Token(
                                            token.kind(),
                                            token.text(),
                                            token.begin() + begin,
                                            token.end() + begin,
                                            token.closed()))
                    .toList();
        }

        /// Closes what is open; inside a type's body, goes on with its later members.
        private String ending(Fragment current, Brackets brackets, int from) {
            var body = brackets.typeBody();
            if (body == null || current == null) {
                return brackets.closers(null);
            }
            var inner =
                    new ArrayList<>(brackets.open()).indexOf(body); // brackets open within the body
            var rest = memberEnd(from, inner, brackets);
            if (rest < 0) {
                return brackets.closers(null);
            }
            return brackets.closers(body) + code.substring(rest, current.end());
        }

        /// Where the member around `from` ends, if the braces behind it are as many as are open; -1
        /// else.
        private int memberEnd(int from, int inner, Brackets brackets) {
            var outer =
                    (int) brackets.open().stream().filter(each -> each.sign().equals("{")).count();
            var own =
                    (int)
                            brackets.open().stream()
                                    .limit(inner)
                                    .filter(each -> each.sign().equals("{"))
                                    .count();
            var depth = outer;
            var end = own == 0 ? -1 : 0;
            for (var token : tokens(from, code.length())) {
                if (token.is("{")) {
                    depth++;
                } else if (token.is("}")) {
                    depth--;
                    if (end == 0 && depth == outer - own) {
                        end = token.end();
                    }
                } else if (end < 0 && depth == outer && token.is(";")) {
                    end = token.end();
                }
                if (depth == 0) {
                    return end > 0 ? end : -1;
                }
            }
            return -1;
        }

        private Draft put(
                Fragment current, int begin, List<Token> head, String before, String after) {
            var earlier =
                    fragments.stream()
                            .filter(each -> !each.equals(current) && each.begin() < begin)
                            .toList();
            var later =
                    fragments.stream()
                            .filter(each -> !each.equals(current) && each.begin() >= begin)
                            .toList();
            imports(earlier, later);
            text.append("class $Session {\n");
            var own = names(earlier);
            session.all().stream()
                    .filter(each -> each.kind() != Snippet.Kind.IMPORT)
                    .filter(each -> !hidden(each, own))
                    .forEach(each -> text.append(each.member()).append('\n'));
            for (var each : later) {
                if (each.kind() == Fragment.Kind.METHOD || each.kind() == Fragment.Kind.TYPE) {
                    text.append(Members.text(code, each, "static ")).append('\n');
                }
            }
            text.append("static void $run() throws Throwable {\n");
            var closers = "}}";
            var inGroup = false;
            for (var each : earlier) {
                if (each.kind() == Fragment.Kind.IMPORT) {
                    continue;
                }
                var isMember = each.kind() != Fragment.Kind.STATEMENT;
                closers = group(isMember, inGroup, closers);
                inGroup = isMember;
                text.append(isMember ? Members.text(code, each, "") : statement(each)).append('\n');
            }
            var kind = head.isEmpty() ? Fragment.Kind.STATEMENT : Fragment.kindOf(head);
            var isMember = kind == Fragment.Kind.METHOD || kind == Fragment.Kind.TYPE;
            closers = group(isMember, inGroup, closers);
            if (isMember) {
                // Its own class has been opened; after it nothing more comes.
                closers = "}" + closers;
            }
            var comment = comment(begin, current);
            text.append(comment).append(withoutModifiers(before, begin, head));
            var focus = text.length();
            text.append(after).append('\n').append(closers);
            return new Draft(text.toString(), focus);
        }

        /// Opens a class before the first of some members, a method of it behind the last.
        private String group(boolean isMember, boolean inGroup, String closers) {
            if (isMember == inGroup) {
                return closers;
            }
            if (isMember) {
                text.append("class ").append(OWN).append(++classes).append(" {\n");
                return closers;
            }
            text.append("void $run() throws Throwable {\n");
            return "}}" + closers;
        }

        private void imports(List<Fragment> earlier, List<Fragment> later) {
            var lines = new LinkedHashSet<String>(session.imports());
            for (var all : List.of(earlier, later)) {
                for (var each : all) {
                    if (each.kind() == Fragment.Kind.IMPORT && each.tokens().getLast().is(";")) {
                        lines.add(code.substring(each.begin(), each.end()));
                    }
                }
            }
            lines.forEach(line -> text.append(line).append('\n'));
        }

        private static Set<String> names(List<Fragment> fragments) {
            var names = new HashSet<String>();
            fragments.stream()
                    .filter(each -> each.kind() == Fragment.Kind.STATEMENT)
                    .forEach(each -> names.add(each.name()));
            return names;
        }

        private static boolean hidden(Declared declared, Set<String> names) {
            return declared.kind() == Snippet.Kind.VAR && names.contains(declared.name());
        }

        private String statement(Fragment each) {
            var whole = code.substring(each.begin(), each.end());
            var plain = withoutModifiers(whole, each.begin(), each.tokens());
            return plain.endsWith(";") || plain.endsWith("}") ? plain : plain + ";";
        }

        /// A local variable or a member of a local class has no `static` or `public`; blanks keep
        /// its place.
        private static String withoutModifiers(String text, int begin, List<Token> tokens) {
            var changed = new StringBuilder(text);
            for (var token : tokens.subList(0, Fragment.afterModifiers(tokens))) {
                var at = token.begin() - begin;
                switch (token.text()) {
                    case "public", "private", "protected", "static", "transient", "volatile" -> {
                        if (at + token.text().length() <= changed.length()) {
                            changed.replace(
                                    at,
                                    at + token.text().length(),
                                    " ".repeat(token.text().length()));
                        }
                    }
                    default -> {}
                }
            }
            return changed.toString();
        }

        private String comment(int begin, Fragment current) {
            if (current == null) {
                return "";
            }
            var comments = new StringBuilder();
            for (var token : Token.of(code.substring(0, begin))) {
                if (token.kind() == Token.Kind.COMMENT && token.closed()) {
                    comments.append(token.text()).append('\n');
                } else if (token.kind() == Token.Kind.COMMENT && token.text().startsWith("//")) {
                    comments.append(token.text()).append('\n');
                } else {
                    comments.setLength(0);
                }
            }
            return comments.toString();
        }
    }
}
