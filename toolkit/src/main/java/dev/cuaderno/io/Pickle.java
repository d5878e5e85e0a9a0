package dev.cuaderno.io;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the part of Python's pickle format that files of tensors consist of: numbers, strings,
/// lists, tuples, dictionaries, and calls of a few functions that the reader of a file knows.
/// Nothing is ever executed: any other class or function is refused by its name. The format is
/// described in CPython's `Lib/pickletools.py`.
///
/// Tuples and lists become lists, dictionaries maps, whole numbers [Long] or [BigInteger], `None`
/// becomes `null`.
final class Pickle {

    /// What gives a meaning to the names in a file.
    interface Names {

        /// What the call of a function, or the making of an object, gives.
        ///
        /// @throws IllegalArgumentException if the function is not one that is known
        Object call(String function, List<?> arguments);

        /// Whether a function or class may be named at all.
        boolean knows(String name);

        /// What a persistent id stands for, a block of numbers outside of the pickle.
        Object persistent(List<?> id);

        /// What a string of Python 2 is, which may be text or any bytes.
        default Object string(byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        /// An object with its attributes. Of dictionaries none matters.
        ///
        /// @throws IllegalArgumentException if it can have none
        default Object built(Object object, Object attributes) {
            require(object instanceof Map<?, ?>, "attributes of dictionaries only");
            return object;
        }
    }

    /// A function or class by its module and name.
    record Global(String name) {}

    private static final Object MARK = new Object();
    private static final int LONGEST = 1 << 28;
    private static final int LONGEST_LINE = 1 << 16;

    private final InputStream in;
    private final Names names;
    private final List<Object> stack = new ArrayList<>();
    private final Map<Integer, Object> memo = new HashMap<>();

    private Pickle(InputStream in, Names names) {
        this.in = in;
        this.names = names;
    }

    /// The object of a pickle; the stream then stands behind it.
    ///
    /// @throws IllegalArgumentException if the pickle is malformed or names what is not allowed
    static Object read(InputStream in, Names names) throws IOException {
        return new Pickle(in, names).run();
    }

    private Object run() throws IOException {
        while (true) {
            var code = (char) number(1);
            switch (code) {
                case '.' -> {
                    return pop();
                }
                case '\u0080' -> require(number(1) <= 5, "protocol up to 5");
                case '\u0095' -> number(8);
                case '(' -> stack.add(MARK);
                case '0' -> pop();
                case '1' -> popToMark();
                case '2' -> stack.add(top());
                case 'N' -> stack.add(null);
                case '\u0088' -> stack.add(true);
                case '\u0089' -> stack.add(false);
                case ')', ']' -> stack.add(new ArrayList<>());
                case '}' -> stack.add(new LinkedHashMap<>());
                case 'K', 'M', 'J', 'I', 'L', '\u008a', '\u008b', 'G', 'F' ->
                        stack.add(value(code));
                case 'X' -> stack.add(text(number(4)));
                case '\u008c' -> stack.add(text(number(1)));
                case 'T' -> stack.add(names.string(bytes(number(4))));
                case 'U' -> stack.add(names.string(bytes(number(1))));
                case '\u008d' -> stack.add(text(number(8)));
                case 't', 'l' -> stack.add(popToMark());
                case 'd' -> stack.add(put(new LinkedHashMap<>(), popToMark()));
                case '\u0085' -> tuple(1);
                case '\u0086' -> tuple(2);
                case '\u0087' -> tuple(3);
                case 'a' -> append(popped(1));
                case 'e' -> append(popToMark());
                case 's' -> putOnTop(popped(2));
                case 'u' -> putOnTop(popToMark());
                case 'q' -> memo.put((int) number(1), top());
                case 'r' -> memo.put((int) number(4), top());
                case '\u0094' -> memo.put(memo.size(), top());
                case 'h' -> stack.add(remembered((int) number(1)));
                case 'j' -> stack.add(remembered((int) number(4)));
                case 'c' -> stack.add(global(line(), line()));
                case '\u0093' -> {
                    var pair = popped(2);
                    stack.add(global(pair.get(0), pair.get(1)));
                }
                case 'R', '\u0081' -> call();
                case 'b' -> build();
                case 'Q' -> stack.add(names.persistent(list(pop())));
                default ->
                        throw new IllegalArgumentException(
                                "pickle: the instruction 0x%02x is not allowed in files of tensors"
                                        .formatted((int) code));
            }
        }
    }

    /// An unsigned number, lowest byte first.
    private long number(int bytes) throws IOException {
        var value = 0L;
        for (var i = 0; i < bytes; i++) {
            var next = in.read();
            require(next >= 0, "more bytes");
            value |= (long) next << (8 * i);
        }
        return value;
    }

    private Object value(char code) throws IOException {
        return switch (code) {
            case 'K' -> number(1);
            case 'M' -> number(2);
            case 'J' -> (long) (int) number(4);
            case 'I', 'L' -> decimal(line());
            case '\u008a' -> integer(number(1));
            case '\u008b' -> integer(number(4));
            case 'F' -> Double.valueOf(line());
            default -> ByteBuffer.wrap(bytes(8)).getDouble();
        };
    }

    private static Object decimal(String text) {
        return switch (text) {
            case "00" -> false;
            case "01" -> true;
            default ->
                    Long.valueOf(text.endsWith("L") ? text.substring(0, text.length() - 1) : text);
        };
    }

    private Object integer(long length) throws IOException {
        var bytes = bytes(length);
        if (bytes.length > 8) {
            for (int i = 0, j = bytes.length - 1; i < j; i++, j--) {
                var swapped = bytes[i];
                bytes[i] = bytes[j];
                bytes[j] = swapped;
            }
            return new BigInteger(bytes);
        }
        var sign = bytes.length > 0 && bytes[bytes.length - 1] < 0 ? (byte) -1 : 0;
        var all = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        for (var i = 0; i < 8; i++) {
            all.put(i < bytes.length ? bytes[i] : sign);
        }
        return all.getLong(0);
    }

    private byte[] bytes(long length) throws IOException {
        require(length >= 0 && length <= LONGEST, "less than %d bytes at once".formatted(LONGEST));
        var bytes = in.readNBytes((int) length);
        require(bytes.length == length, "more bytes");
        return bytes;
    }

    private String text(long length) throws IOException {
        return new String(bytes(length), StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (var next = (char) number(1); next != '\n'; next = (char) number(1)) {
            require(line.length() < LONGEST_LINE, "shorter lines");
            line.append(next);
        }
        return line.toString();
    }

    private Object top() {
        require(!stack.isEmpty(), "something on the stack");
        return stack.getLast();
    }

    private Object pop() {
        require(!stack.isEmpty(), "something on the stack");
        return stack.removeLast();
    }

    private List<Object> popped(int count) {
        require(stack.size() >= count, "more on the stack");
        var last = stack.subList(stack.size() - count, stack.size());
        var copy = new ArrayList<>(last);
        last.clear();
        return copy;
    }

    private List<Object> popToMark() {
        var at = stack.lastIndexOf(MARK);
        require(at >= 0, "a mark on the stack");
        var above = popped(stack.size() - at - 1);
        pop();
        return above;
    }

    private void tuple(int size) {
        stack.add(popped(size));
    }

    private static List<Object> list(Object value) {
        if (value instanceof List<?> list) {
            @SuppressWarnings("unchecked")
            var own = (List<Object>) list;
            return own;
        }
        throw new IllegalArgumentException("pickle: expected a list, got " + shown(value));
    }

    private void append(List<Object> values) {
        list(top()).addAll(values);
    }

    private void putOnTop(List<Object> pairs) {
        if (!(top() instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(
                    "pickle: expected a dictionary, got " + shown(top()));
        }
        @SuppressWarnings("unchecked")
        var own = (Map<Object, Object>) map;
        put(own, pairs);
    }

    private static Map<Object, Object> put(Map<Object, Object> map, List<Object> pairs) {
        require(pairs.size() % 2 == 0, "a value for each key");
        for (var i = 0; i < pairs.size(); i += 2) {
            require(
                    pairs.get(i) instanceof String || pairs.get(i) instanceof Number,
                    "strings or numbers as keys");
            map.put(pairs.get(i), pairs.get(i + 1));
        }
        return map;
    }

    private Object remembered(int key) {
        require(memo.containsKey(key), "something remembered as " + key);
        return memo.get(key);
    }

    private Global global(Object module, Object name) {
        var full = module + "." + name;
        if (!names.knows(full)) {
            throw new IllegalArgumentException(
                    "pickle: the file names %s, which is not a tensor or a plain collection; such"
                                    .formatted(full)
                            + " files could run code and are refused. Save net.state_dict() instead"
                            + " of the whole network");
        }
        return new Global(full);
    }

    private void call() {
        var arguments = list(pop());
        if (!(pop() instanceof Global(var name))) {
            throw new IllegalArgumentException("pickle: a call of something that is no function");
        }
        stack.add(names.call(name, arguments));
    }

    /// Attributes of an object.
    private void build() {
        var attributes = pop();
        stack.add(names.built(pop(), attributes));
    }

    private static String shown(Object value) {
        return value == null ? "None" : value.getClass().getSimpleName();
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("pickle: expected " + what);
        }
    }
}
