package dev.cuaderno.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads dictionaries of NumPy's arrays of bytes, of numbers, strings and lists, as Python 2 has
/// pickled them: so old data sets of pictures are kept. Nothing in a file is executed; what is not
/// one of these is refused by its name.
public final class PickledArrays {

    private PickledArrays() {}

    /// Numbers from 0 to 255, row by row.
    public static final class Array {

        private final List<Integer> shape;
        private final byte[] bytes;

        private Array(List<Integer> shape, byte... bytes) {
            this.shape = List.copyOf(shape);
            this.bytes = bytes;
        }

        /// The sizes of its axes.
        public List<Integer> shape() {
            return shape;
        }

        /// As many as the product of the sizes.
        public byte[] bytes() {
            return bytes.clone();
        }
    }

    /// The dictionary of a pickle, by the names that it gives: [Array], [Long], [Double], [String]
    /// (one character for each byte) or [List] of such.
    ///
    /// @throws IllegalArgumentException if the pickle is malformed or holds something else
    public static Map<String, Object> read(InputStream in) throws IOException {
        if (!(Pickle.read(in, new Arrays()) instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("pickle: expected a dictionary");
        }
        var named = new LinkedHashMap<String, Object>();
        map.forEach(
                (name, value) ->
                        named.put(
                                name.toString(),
                                value instanceof Unfinished one ? one.array() : value));
        return named;
    }

    /// An array whose sizes and numbers come after it.
    private static final class Unfinished {

        private Array array;

        private Array array() {
            if (array == null) {
                throw new IllegalArgumentException("pickle: an array without numbers");
            }
            return array;
        }
    }

    /// The type of an array's numbers, by NumPy's name.
    private record Type(String name) {}

    private static final class Arrays implements Pickle.Names {

        private static final String EMPTY_ARRAY = "numpy.core.multiarray._reconstruct";
        private static final String ARRAY = "numpy.ndarray";
        private static final String TYPE = "numpy.dtype";

        @Override
        public boolean knows(String name) {
            return List.of(EMPTY_ARRAY, ARRAY, TYPE).contains(name);
        }

        @Override
        public Object call(String function, List<?> arguments) {
            if (function.equals(EMPTY_ARRAY)) {
                return new Unfinished();
            }
            if (function.equals(TYPE) && !arguments.isEmpty()) {
                return new Type(String.valueOf(arguments.getFirst()));
            }
            throw new IllegalArgumentException("pickle: a call of " + function);
        }

        @Override
        public Object persistent(List<?> id) {
            throw new IllegalArgumentException("pickle: a reference to another file");
        }

        @Override
        public Object string(byte[] bytes) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }

        /// Of an array (version, sizes, type, whether column by column, numbers).
        @Override
        public Object built(Object object, Object attributes) {
            if (object instanceof Type) {
                return object;
            }
            if (object instanceof Unfinished one
                    && attributes instanceof List<?> state
                    && state.size() == 5
                    && state.get(1) instanceof List<?> sizes
                    && state.get(2) instanceof Type(var type)
                    && state.get(4) instanceof String numbers) {
                one.array = array(sizes, type, state.get(3), numbers);
                return one;
            }
            throw new IllegalArgumentException(
                    "pickle: attributes of something that is no array of NumPy's");
        }

        private static Array array(List<?> sizes, String type, Object byColumns, String numbers) {
            if (!type.equals("u1") || !Boolean.FALSE.equals(byColumns)) {
                throw new IllegalArgumentException(
                        "pickle: arrays of bytes (u1), row by row, are read, not of "
                                + type
                                + (Boolean.TRUE.equals(byColumns) ? ", column by column" : ""));
            }
            var shape = new ArrayList<Integer>();
            var count = 1L;
            for (var size : sizes) {
                if (!(size instanceof Long number) || number < 0) {
                    throw new IllegalArgumentException("pickle: an array of sizes " + sizes);
                }
                shape.add(Math.toIntExact(number));
                count = Math.multiplyExact(count, number);
            }
            if (count != numbers.length()) {
                throw new IllegalArgumentException(
                        "pickle: an array %s with %d numbers".formatted(shape, numbers.length()));
            }
            return new Array(shape, numbers.getBytes(StandardCharsets.ISO_8859_1));
        }
    }
}
