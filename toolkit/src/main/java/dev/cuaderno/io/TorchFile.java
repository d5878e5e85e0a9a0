package dev.cuaderno.io;

import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// The files that PyTorch's `torch.save` writes, `.pt` or `.pth`, both the present form (a zip) and
/// that before version 1.6: state dicts and checkpoints, of which the tensors are read. Other
/// objects are refused by their class's name, and no code in a file is ever run.
///
/// Numbers become what [Safetensors] makes of them too. Tensors inside dictionaries and lists have
/// the names on the way to them: `state_dict.conv1.weight`.
public final class TorchFile {

    private static final int DEEPEST = 16;

    /// Before each storage of the older form: how many numbers it has.
    private static final int COUNT_BYTES = 8;

    private static final long MAGIC_LOW = 0xa86a20f9469cfc6cL;

    private static final Map<String, Numeric> STORAGES =
            Map.of(
                    "torch.DoubleStorage", Numeric.F64,
                    "torch.FloatStorage", Numeric.F32,
                    "torch.HalfStorage", Numeric.F16,
                    "torch.BFloat16Storage", Numeric.BF16,
                    "torch.LongStorage", Numeric.I64,
                    "torch.IntStorage", Numeric.I32,
                    "torch.ShortStorage", Numeric.I16,
                    "torch.CharStorage", Numeric.I8,
                    "torch.ByteStorage", Numeric.U8,
                    "torch.BoolStorage", Numeric.BOOL);

    private TorchFile() {}

    /// The tensors of a file by name, in the file's order.
    ///
    /// @throws IOException if the file cannot be read, is not of this format or holds other objects
    public static Map<String, Tensor> read(Path file) throws IOException {
        return read(file, "");
    }

    /// The tensors whose names begin with a prefix, which is taken off them: `read(file,
    /// "state_dict.module.")` gives what [dev.cuaderno.nn.Layer#load] wants of a checkpoint of a
    /// network trained in parallel.
    ///
    /// @throws IOException as [#read(Path)], or if no name begins so
    public static Map<String, Tensor> read(Path file, String prefix) throws IOException {
        Object content;
        try {
            content = isZip(file) ? Zip.read(file) : Legacy.read(file);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IOException("%s: %s".formatted(file, e.getMessage()), e);
        }
        var all = new LinkedHashMap<String, Tensor>();
        collect("", content, all, 0);
        var chosen = new LinkedHashMap<String, Tensor>();
        all.forEach(
                (name, tensor) -> {
                    if (name.startsWith(prefix)) {
                        chosen.put(name.substring(prefix.length()), tensor);
                    }
                });
        if (chosen.isEmpty()) {
            throw new IOException(
                    prefix.isEmpty()
                            ? file + ": no tensors"
                            : "%s: no tensor's name begins with %s; there are %s"
                                    .formatted(file, prefix, some(all.keySet().stream().toList())));
        }
        return chosen;
    }

    private static String some(List<String> names) {
        var shown = String.join(", ", names.subList(0, Math.min(3, names.size())));
        return names.size() > 3 ? shown + ", ..." : shown;
    }

    private static void collect(String name, Object value, Map<String, Tensor> tensors, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        var prefix = name.isEmpty() ? "" : name + ".";
        switch (value) {
            case View view -> tensors.put(name, view.tensor());
            case Map<?, ?> map ->
                    map.forEach((key, part) -> collect(prefix + key, part, tensors, depth + 1));
            case List<?> list -> {
                for (var i = 0; i < list.size(); i++) {
                    collect(prefix + i, list.get(i), tensors, depth + 1);
                }
            }
            case null, default -> {}
        }
    }

    private static boolean isZip(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var start = in.readNBytes(2);
            return start.length == 2 && start[0] == 'P' && start[1] == 'K';
        }
    }

    /// A block of numbers, which may come behind what refers to it.
    private static final class Block {
        private final Numeric type;
        private final long count;
        private Storage numbers;

        private Block(Numeric type, long count) {
            this.type = type;
            this.count = count;
        }

        private void fill(ByteBuffer bytes) {
            var size = Math.toIntExact(count);
            if (bytes.remaining() < Math.multiplyExact(size, type.bytes())) {
                throw new IllegalArgumentException(
                        "%d bytes for %d numbers of type %s"
                                .formatted(bytes.remaining(), count, type));
            }
            DType dtype = type.dtypeFor(bytes, size);
            numbers = dtype.allocate(size);
            for (var i = 0; i < size; i++) {
                numbers.set(i, type.get(bytes, i));
            }
        }
    }

    /// A tensor to be: part of a block.
    private static final class View {
        private final Block block;
        private final int offset;
        private final Shape shape;
        private final int[] strides;

        private View(Block block, int offset, Shape shape, int... strides) {
            this.block = block;
            this.offset = offset;
            this.shape = shape;
            this.strides = strides;
        }

        private Tensor tensor() {
            if (block.numbers == null) {
                throw new IllegalArgumentException("a tensor without numbers");
            }
            return Tensor.view(block.numbers, offset, shape, strides).contiguous();
        }
    }

    /// What pickles of tensors may name.
    private abstract static class Tensors implements Pickle.Names {

        private final Map<String, Block> blocks = new HashMap<>();

        @Override
        public boolean knows(String name) {
            return STORAGES.containsKey(name)
                    || switch (name) {
                        case "collections.OrderedDict",
                                "torch._utils._rebuild_tensor_v2",
                                "torch._utils._rebuild_tensor",
                                "torch._utils._rebuild_parameter",
                                "torch.Size" ->
                                true;
                        default -> false;
                    };
        }

        @Override
        public Object call(String function, List<?> arguments) {
            return switch (function) {
                case "collections.OrderedDict" -> ordered(arguments);
                case "torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_tensor" ->
                        view(arguments);
                case "torch._utils._rebuild_parameter", "torch.Size" -> first(arguments);
                default -> throw new IllegalArgumentException("a call of " + function);
            };
        }

        private static Object first(List<?> arguments) {
            if (arguments.isEmpty()) {
                throw new IllegalArgumentException("a tensor without content");
            }
            return arguments.getFirst();
        }

        /// Empty, or from a list of pairs.
        private static Map<Object, Object> ordered(List<?> arguments) {
            var map = new LinkedHashMap<>();
            if (!arguments.isEmpty() && arguments.getFirst() instanceof List<?> pairs) {
                for (var pair : pairs) {
                    if (pair instanceof List<?> two && two.size() == 2) {
                        map.put(two.get(0), two.get(1));
                    }
                }
            }
            return map;
        }

        private static View view(List<?> arguments) {
            if (arguments.size() >= 4
                    && arguments.get(0) instanceof Block block
                    && arguments.get(1) instanceof Long offset
                    && arguments.get(2) instanceof List<?> sizes
                    && arguments.get(3) instanceof List<?> strides
                    && sizes.size() == strides.size()) {
                return new View(
                        block, Math.toIntExact(offset), Shape.of(ints(sizes)), ints(strides));
            }
            throw new IllegalArgumentException("a tensor with arguments of other types");
        }

        private static int[] ints(List<?> numbers) {
            return numbers.stream().mapToInt(one -> Math.toIntExact((Long) one)).toArray();
        }

        @Override
        public Object persistent(List<?> id) {
            if (id.size() >= 5
                    && "storage".equals(id.get(0))
                    && id.get(1) instanceof Pickle.Global(var type)
                    && STORAGES.containsKey(type)
                    && id.get(2) instanceof String key
                    && id.get(4) instanceof Long count
                    && count >= 0) {
                var known = blocks.get(key);
                if (known == null) {
                    known = new Block(STORAGES.get(type), count);
                    blocks.put(key, known);
                    met(key, known);
                }
                return known;
            }
            throw new IllegalArgumentException("a reference to something that is no storage");
        }

        Map<String, Block> blocks() {
            return blocks;
        }

        /// Told of each block when it is first named.
        abstract void met(String key, Block block);
    }

    /// The present form: `NAME/data.pkl` beside `NAME/data/KEY` in a zip.
    private static final class Zip extends Tensors {

        private final ZipFile zip;
        private final String folder;
        private final ByteOrder order;

        private Zip(ZipFile zip, String folder) throws IOException {
            this.zip = zip;
            this.folder = folder;
            var told = zip.getEntry(folder + "byteorder");
            var big =
                    told != null
                            && new String(content(told), StandardCharsets.US_ASCII).equals("big");
            this.order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        }

        static Object read(Path file) throws IOException {
            try (var zip = new ZipFile(file.toFile())) {
                var pickle =
                        zip.stream()
                                .filter(entry -> entry.getName().matches("([^/]*/)?data\\.pkl"))
                                .findFirst()
                                .orElseThrow(
                                        () ->
                                                new IllegalArgumentException(
                                                        "a zip without data.pkl, not a file of"
                                                                + " tensors"));
                var name = pickle.getName();
                var names = new Zip(zip, name.substring(0, name.length() - "data.pkl".length()));
                return Pickle.read(new ByteArrayInputStream(names.content(pickle)), names);
            }
        }

        private byte[] content(ZipEntry entry) throws IOException {
            try (var in = zip.getInputStream(entry)) {
                return in.readAllBytes();
            }
        }

        @Override
        void met(String key, Block block) {
            var entry = zip.getEntry(folder + "data/" + key);
            if (entry == null) {
                throw new IllegalArgumentException(
                        "the numbers data/%s are missing".formatted(key));
            }
            try {
                block.fill(ByteBuffer.wrap(content(entry)).order(order));
            } catch (IOException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }
    }

    /// The form before 1.6: pickles one behind the other, the numbers after them.
    private static final class Legacy extends Tensors {

        static Object read(Path file) throws IOException {
            try (var in = new BufferedInputStream(Files.newInputStream(file))) {
                var names = new Legacy();
                if (!(Pickle.read(in, names) instanceof java.math.BigInteger magic)
                        || magic.longValue() != MAGIC_LOW) {
                    throw new IllegalArgumentException("not a file of PyTorch");
                }
                Pickle.read(in, names);
                var little =
                        Pickle.read(in, names) instanceof Map<?, ?> system
                                && !Boolean.FALSE.equals(system.get("little_endian"));
                var order = little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
                var content = Pickle.read(in, names);
                for (var key : keys(Pickle.read(in, names))) {
                    names.fill(key, in, order);
                }
                return content;
            }
        }

        private static List<String> keys(Object list) {
            var keys = new ArrayList<String>();
            if (list instanceof List<?> all) {
                all.forEach(key -> keys.add(String.valueOf(key)));
            }
            return keys;
        }

        private void fill(String key, InputStream in, ByteOrder order) throws IOException {
            var block = blocks().get(key);
            if (block == null) {
                throw new IllegalArgumentException("numbers %s that nobody names".formatted(key));
            }
            var count = ByteBuffer.wrap(whole(in, COUNT_BYTES)).order(order).getLong();
            if (count != block.count) {
                throw new IllegalArgumentException(
                        "%d numbers in %s, %d told".formatted(count, key, block.count));
            }
            var size = Math.multiplyExact(Math.toIntExact(count), block.type.bytes());
            block.fill(ByteBuffer.wrap(whole(in, size)).order(order));
        }

        private static byte[] whole(InputStream in, int count) throws IOException {
            var bytes = in.readNBytes(count);
            if (bytes.length < count) {
                throw new IllegalArgumentException(
                        "it ends after %d of %d bytes".formatted(bytes.length, count));
            }
            return bytes;
        }

        @Override
        void met(String key, Block block) {
            // Its numbers come behind all pickles.
        }
    }
}
