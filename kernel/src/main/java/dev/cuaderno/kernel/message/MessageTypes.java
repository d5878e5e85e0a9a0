package dev.cuaderno.kernel.message;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The names that kinds of messages have on the wire: the one list of all of them.
public final class MessageTypes {

    private static final Map<String, Class<? extends Content>> BY_NAME =
            Map.ofEntries(
                    Map.entry("kernel_info_request", KernelInfo.Request.class),
                    Map.entry("kernel_info_reply", KernelInfo.Reply.class),
                    Map.entry("execute_request", Execute.Request.class),
                    Map.entry("execute_reply", Execute.Reply.class),
                    Map.entry("execute_input", Execute.Input.class),
                    Map.entry("execute_result", Execute.Result.class),
                    Map.entry("complete_request", Complete.Request.class),
                    Map.entry("complete_reply", Complete.Reply.class),
                    Map.entry("inspect_request", Inspect.Request.class),
                    Map.entry("inspect_reply", Inspect.Reply.class),
                    Map.entry("is_complete_request", IsComplete.Request.class),
                    Map.entry("is_complete_reply", IsComplete.Reply.class),
                    Map.entry("history_request", History.Request.class),
                    Map.entry("history_reply", History.Reply.class),
                    Map.entry("comm_info_request", CommInfo.Request.class),
                    Map.entry("comm_info_reply", CommInfo.Reply.class),
                    Map.entry("comm_open", Comm.Open.class),
                    Map.entry("comm_msg", Comm.Message.class),
                    Map.entry("comm_close", Comm.Close.class),
                    Map.entry("shutdown_request", Shutdown.Request.class),
                    Map.entry("shutdown_reply", Shutdown.Reply.class),
                    Map.entry("interrupt_request", Interrupt.Request.class),
                    Map.entry("interrupt_reply", Interrupt.Reply.class),
                    Map.entry("input_request", Input.Request.class),
                    Map.entry("input_reply", Input.Reply.class),
                    Map.entry("stream", StreamOutput.class),
                    Map.entry("display_data", Display.Data.class),
                    Map.entry("update_display_data", Display.Update.class),
                    Map.entry("clear_output", Display.Clear.class),
                    Map.entry("error", ErrorOutput.class),
                    Map.entry("status", Status.class),
                    Map.entry("iopub_welcome", Welcome.class));

    private static final Map<Class<? extends Content>, String> BY_CLASS = inverse();

    private MessageTypes() {}

    /// The record of a name, empty where this protocol has no such message.
    public static Optional<Class<? extends Content>> byName(String type) {
        return Optional.ofNullable(BY_NAME.get(type));
    }

    /// The name of `content`.
    ///
    /// @throws IllegalArgumentException for contents without a name of their own, as [Refusal]
    public static String nameOf(Content content) {
        var name = BY_CLASS.get(content.getClass());
        if (name == null) {
            throw new IllegalArgumentException(
                    content.getClass().getSimpleName() + " takes its name from the header");
        }
        return name;
    }

    /// The name of the answer to a request: `complete_request` becomes `complete_reply`.
    public static String replyTo(String requestType) {
        return requestType.endsWith("_request")
                ? requestType.substring(0, requestType.length() - "_request".length()) + "_reply"
                : requestType + "_reply";
    }

    private static Map<Class<? extends Content>, String> inverse() {
        var map = new LinkedHashMap<Class<? extends Content>, String>();
        BY_NAME.forEach((name, type) -> map.put(type, name));
        return Map.copyOf(map);
    }
}
