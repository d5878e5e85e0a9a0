package dev.cuaderno.kernel.session;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import dev.cuaderno.comm.CommFrame;
import dev.cuaderno.comm.CommFrame.Kind;
import dev.cuaderno.kernel.message.Comm;
import dev.cuaderno.kernel.message.CommInfo;
import dev.cuaderno.kernel.message.Header;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// The objects that have a twin in the front end.
public final class Comms {

    private static final Gson JSON = new GsonBuilder().serializeNulls().create();
    private static final System.Logger LOG = System.getLogger(Comms.class.getName());

    private final Publisher publisher;
    private final Activity activity;
    private final Map<String, Target> targets = new ConcurrentHashMap<>();
    private final Map<String, Link> links = new ConcurrentHashMap<>();
    private volatile Predicate<CommFrame> cells = _ -> false;

    Comms(Publisher publisher, Activity activity) {
        this.publisher = publisher;
        this.activity = activity;
    }

    /// Answers front ends that open a comm under a target's name.
    @FunctionalInterface
    public interface Target {

        /// A front end opened `link`.
        ///
        /// @return who takes what comes through it
        Listener opened(Link link, JsonObject data, JsonObject metadata, List<byte[]> buffers);
    }

    /// Takes what the twin sends.
    @FunctionalInterface
    public interface Listener {

        /// A message came.
        void message(JsonObject data, JsonObject metadata, List<byte[]> buffers);

        /// The twin is gone.
        default void closed(JsonObject data) {}
    }

    /// One end of an open pair.
    public final class Link {
        private final String id;
        private final String target;
        private volatile Listener listener;

        private Link(String id, String target) {
            this.id = id;
            this.target = target;
        }

        /// The name both ends know.
        public String id() {
            return id;
        }

        /// Sends to the twin.
        public void send(JsonObject data, JsonObject metadata, List<byte[]> buffers) {
            publisher.publish(activity.running(), new Comm.Message(id, data), metadata, buffers);
        }

        /// Ends the pair from this side.
        public void close(JsonObject data) {
            if (links.remove(id, this)) {
                publisher.publish(activity.running(), new Comm.Close(id, data));
            }
        }
    }

    /// Serves comms that front ends open for `name` from now on.
    public void register(String name, Target target) {
        targets.put(name, target);
    }

    /// Opens a pair from this side.
    public Link open(
            String target,
            JsonObject data,
            JsonObject metadata,
            List<byte[]> buffers,
            Listener listener) {
        var link = new Link(UUID.randomUUID().toString(), target);
        link.listener = listener;
        links.put(link.id, link);
        publisher.publish(
                activity.running(), new Comm.Open(link.id, target, data), metadata, buffers);
        return link;
    }

    /// Hands what front ends say to objects of the cells to `to`, which answers false where there
    /// are no such objects.
    void serve(Predicate<CommFrame> to) {
        this.cells = to;
    }

    /// An object of the cells speaks to its twin.
    ///
    /// @param parent the request of the cell
    void fromCells(Header parent, CommFrame frame) {
        var id = frame.id();
        var data = object(frame.data());
        switch (frame.kind()) {
            case OPEN -> {
                links.put(id, cellLink(id, frame.target()));
                publisher.publish(
                        parent,
                        new Comm.Open(id, frame.target(), data),
                        object(frame.metadata()),
                        frame.buffers());
            }
            case MESSAGE -> {
                if (links.containsKey(id)) {
                    publisher.publish(
                            parent,
                            new Comm.Message(id, data),
                            object(frame.metadata()),
                            frame.buffers());
                }
            }
            case CLOSE -> {
                if (links.remove(id) != null) {
                    publisher.publish(parent, new Comm.Close(id, data));
                }
            }
        }
    }

    private Link cellLink(String id, String target) {
        var link = new Link(id, target);
        link.listener =
                new Listener() {
                    @Override
                    public void message(
                            JsonObject data, JsonObject metadata, List<byte[]> buffers) {
                        var _ = cells.test(frame(Kind.MESSAGE, id, "", data, metadata, buffers));
                    }

                    @Override
                    public void closed(JsonObject data) {
                        var _ =
                                cells.test(
                                        frame(
                                                Kind.CLOSE,
                                                id,
                                                "",
                                                data,
                                                new JsonObject(),
                                                List.of()));
                    }
                };
        return link;
    }

    private static CommFrame frame(
            Kind kind,
            String id,
            String target,
            JsonObject data,
            JsonObject metadata,
            List<byte[]> buffers) {
        return new CommFrame(kind, id, target, JSON.toJson(data), JSON.toJson(metadata), buffers);
    }

    private static JsonObject object(String json) {
        return JsonParser.parseString(json).getAsJsonObject();
    }

    private boolean openedForCells(Request request, Comm.Open open) {
        var message = request.message();
        links.put(open.commId(), cellLink(open.commId(), open.targetName()));
        var served =
                cells.test(
                        frame(
                                Kind.OPEN,
                                open.commId(),
                                open.targetName(),
                                open.data(),
                                message.metadata(),
                                message.buffers()));
        if (!served) {
            links.remove(open.commId());
        }
        return served;
    }

    void opened(Request request, Comm.Open open) {
        var target = open.targetName() == null ? null : targets.get(open.targetName());
        if (target == null
                && open.targetName() != null
                && open.commId() != null
                && openedForCells(request, open)) {
            return;
        }
        if (target == null || open.commId() == null) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "a comm for '" + open.targetName() + "' was closed: nobody serves that target");
            publisher.publish(request.header(), new Comm.Close(open.commId(), new JsonObject()));
            return;
        }
        var link = new Link(open.commId(), open.targetName());
        links.put(link.id, link);
        var message = request.message();
        link.listener = target.opened(link, open.data(), message.metadata(), message.buffers());
    }

    void message(Request request, Comm.Message message) {
        var link = find(message.commId());
        if (link != null && link.listener != null) {
            var envelope = request.message();
            link.listener.message(message.data(), envelope.metadata(), envelope.buffers());
        }
    }

    void closed(Comm.Close close) {
        var link = find(close.commId());
        if (link != null) {
            links.remove(link.id);
            if (link.listener != null) {
                link.listener.closed(close.data());
            }
        }
    }

    private Link find(String id) {
        var link = id == null ? null : links.get(id);
        if (link == null) {
            LOG.log(System.Logger.Level.WARNING, "a message for a comm that is not open: " + id);
        }
        return link;
    }

    CommInfo.Reply info(String targetName) {
        var open = new TreeMap<String, CommInfo.Target>();
        links.forEach(
                (id, link) -> {
                    if (targetName == null || targetName.equals(link.target)) {
                        open.put(id, new CommInfo.Target(link.target));
                    }
                });
        return new CommInfo.Reply("ok", open);
    }
}
