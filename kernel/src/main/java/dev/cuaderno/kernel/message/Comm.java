package dev.cuaderno.kernel.message;

import com.google.gson.JsonObject;

/// Messages between an object in the kernel and its twin in the front end; either side may send
/// each of them.
public interface Comm {

    /// A new pair.
    ///
    /// @param targetName says who should answer on the other side
    record Open(String commId, String targetName, JsonObject data) implements Content {
        public Open {
            data = data == null ? new JsonObject() : data;
        }
    }

    /// Something from one twin to the other.
    record Message(String commId, JsonObject data) implements Content {
        public Message {
            data = data == null ? new JsonObject() : data;
        }
    }

    /// The end of a pair.
    record Close(String commId, JsonObject data) implements Content {
        public Close {
            data = data == null ? new JsonObject() : data;
        }
    }
}
