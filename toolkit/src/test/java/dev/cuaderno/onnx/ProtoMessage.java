package dev.cuaderno.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A message in protocol buffers' wire format: values by field number, in order. What they mean is
/// told by whoever asks.
final class ProtoMessage {

    private final Map<Integer, List<Object>> fields = new HashMap<>();

    /// Reads a whole message.
    static ProtoMessage of(byte... bytes) {
        var message = new ProtoMessage();
        var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            var tag = (int) number(in);
            Object value =
                    switch (tag & 7) {
                        case 0 -> number(in);
                        case 1 -> in.getLong();
                        case 2 -> {
                            var content = new byte[(int) number(in)];
                            in.get(content);
                            yield content;
                        }
                        case 5 -> in.getInt();
                        default -> throw new IllegalArgumentException("wire type " + (tag & 7));
                    };
            message.fields.computeIfAbsent(tag >>> 3, _ -> new ArrayList<>()).add(value);
        }
        return message;
    }

    private static long number(ByteBuffer in) {
        var value = 0L;
        for (var shift = 0; ; shift += 7) {
            var next = in.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private List<Object> all(int field) {
        return fields.getOrDefault(field, List.of());
    }

    boolean has(int field) {
        return fields.containsKey(field);
    }

    /// Whole numbers, one by one or packed.
    List<Long> integers(int field) {
        var numbers = new ArrayList<Long>();
        for (var value : all(field)) {
            if (value instanceof byte[] packed) {
                var in = ByteBuffer.wrap(packed);
                while (in.hasRemaining()) {
                    numbers.add(number(in));
                }
            } else {
                numbers.add((Long) value);
            }
        }
        return numbers;
    }

    /// The last whole number, 0 if there is none.
    long integer(int field) {
        var numbers = integers(field);
        return numbers.isEmpty() ? 0 : numbers.getLast();
    }

    /// 32-bit floating-point numbers, one by one or packed.
    List<Float> floats(int field) {
        var numbers = new ArrayList<Float>();
        for (var value : all(field)) {
            if (value instanceof byte[] packed) {
                var in = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
                while (in.hasRemaining()) {
                    numbers.add(in.getFloat());
                }
            } else {
                numbers.add(Float.intBitsToFloat((Integer) value));
            }
        }
        return numbers;
    }

    List<byte[]> bytes(int field) {
        return all(field).stream().map(value -> (byte[]) value).toList();
    }

    List<String> texts(int field) {
        return bytes(field).stream()
                .map(content -> new String(content, StandardCharsets.UTF_8))
                .toList();
    }

    List<ProtoMessage> messages(int field) {
        return bytes(field).stream().map(ProtoMessage::of).toList();
    }
}
