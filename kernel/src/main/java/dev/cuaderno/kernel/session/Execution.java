package dev.cuaderno.kernel.session;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.kernel.language.Cell;
import dev.cuaderno.kernel.language.InputRefusedException;
import dev.cuaderno.kernel.language.Language;
import dev.cuaderno.kernel.language.Outcome;
import dev.cuaderno.kernel.language.Outputs;
import dev.cuaderno.kernel.message.ErrorOutput;
import dev.cuaderno.kernel.message.Execute;
import dev.cuaderno.kernel.message.Header;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;

/// Runs cells: counts them, sends their outputs, answers, remembers.
final class Execution {

    private static final System.Logger LOG = System.getLogger(Execution.class.getName());

    private final Publisher publisher;
    private final Warm warm;
    private final Questions questions;
    private final KernelOptions options;
    private final ScheduledExecutorService timer;
    private final LongSupplier received;
    private final Comms comms;
    private int count;
    // Cells that came before this request are cancelled, since one before them failed.
    private long cancelledUpTo;

    /// @param received the number of the last request that came in
    Execution(
            Publisher publisher,
            Warm warm,
            Questions questions,
            KernelOptions options,
            ScheduledExecutorService timer,
            LongSupplier received,
            Comms comms) {
        this.publisher = publisher;
        this.warm = warm;
        this.questions = questions;
        this.options = options;
        this.timer = timer;
        this.received = received;
        this.comms = comms;
    }

    /// Runs a cell and answers; or cancels it, where one before it failed.
    void run(Request request, Execute.Request execute) {
        if (request.number() <= cancelledUpTo) {
            cancel(request);
            return;
        }
        var started = Header.now();
        if (execute.code().isBlank()) {
            publisher.reply(request, Execute.Reply.ok(count, Map.of()), metadata(started, "ok"));
            return;
        }
        var number = execute.storeHistory() ? ++count : count + 1;
        if (!execute.silent()) {
            publisher.publish(request.header(), new Execute.Input(execute.code(), number));
        }
        var outputs =
                new CellPublisher(
                        publisher,
                        request,
                        execute.allowStdin() ? questions : null,
                        timer,
                        options.gather(),
                        new FloodGate(options.maxOutput()),
                        comms);
        var question = Pager.of(execute.code());
        if (question.isPresent()) {
            show(request, execute, number, question.get(), outputs, started);
            return;
        }
        // What completion offered without an import gets one, in the cell itself.
        var code = warm.assistant().withImports(execute.code());
        var payload =
                code.equals(execute.code())
                        ? List.<JsonObject>of()
                        : List.of(Pager.replacement(code));
        var outcome = execute(new Cell(number, code), outputs);
        outputs.end();
        switch (outcome) {
            case Outcome.Done done ->
                    done(request, execute, number, done, payload, outputs, started);
            case Outcome.Failed failed -> {
                if (execute.stopOnError() && !execute.silent()) {
                    // Before the front end hears of it: what it sends from then on is meant to run.
                    cancelledUpTo = received.getAsLong();
                }
                failed(request, execute, number, failed, outputs, started);
            }
        }
    }

    private Outcome execute(Cell cell, Outputs outputs) {
        Language language;
        try {
            language = warm.language();
        } catch (IllegalStateException failure) {
            return broken("KernelStartError", failure.getMessage());
        }
        try {
            return language.execute(cell, outputs);
        } catch (RuntimeException | LinkageError | StackOverflowError failure) {
            LOG.log(System.Logger.Level.ERROR, "the language failed", failure);
            return broken("KernelError", "a fault of the kernel itself, see its log: " + failure);
        }
    }

    private static Outcome.Failed broken(String name, String message) {
        return new Outcome.Failed(
                Outcome.Cause.WORKER_DIED, name, message, List.of(name + ": " + message), 0, 0);
    }

    private void show(
            Request request,
            Execute.Request execute,
            int number,
            Pager question,
            CellPublisher outputs,
            String started) {
        var page = question.page(warm.assistant());
        if (page.isEmpty()) {
            outputs.stream(Outputs.Stream.STDERR, "nothing is named " + question.name() + "\n");
        }
        outputs.end();
        var reply = Execute.Reply.ok(number, Map.of(), page.map(List::of).orElse(List.of()));
        publisher.reply(request, reply, metadata(started, "ok"));
        remember(execute, number, Optional.empty());
    }

    private void done(
            Request request,
            Execute.Request execute,
            int number,
            Outcome.Done done,
            List<JsonObject> payload,
            CellPublisher outputs,
            String started) {
        if (!execute.silent()) {
            done.value()
                    .ifPresent(
                            value ->
                                    outputs.show(
                                            new Execute.Result(
                                                    number,
                                                    MimeJson.data(value),
                                                    MimeJson.metadata(value))));
        }
        var reply = Execute.Reply.ok(number, evaluate(execute.userExpressions(), number), payload);
        publisher.reply(request, reply, metadata(started, "ok"));
        remember(execute, number, done.value());
    }

    private void failed(
            Request request,
            Execute.Request execute,
            int number,
            Outcome.Failed failed,
            CellPublisher outputs,
            String started) {
        outputs.show(new ErrorOutput(failed.name(), failed.message(), failed.traceback()));
        publisher.reply(
                request,
                Execute.Reply.error(number, failed.name(), failed.message(), failed.traceback()),
                metadata(started, "error"));
        remember(execute, number, Optional.empty());
    }

    private void remember(Execute.Request execute, int number, Optional<MimeBundle> value) {
        if (execute.storeHistory()) {
            options.history()
                    .add(number, execute.code(), value.map(MimeBundle::plainText).orElse(null));
        }
    }

    private Map<String, JsonObject> evaluate(Map<String, String> expressions, int number) {
        var values = new LinkedHashMap<String, JsonObject>();
        expressions.forEach(
                (name, expression) ->
                        values.put(
                                name, value(execute(new Cell(number, expression), new Unseen()))));
        return values;
    }

    private static JsonObject value(Outcome outcome) {
        var json = new JsonObject();
        switch (outcome) {
            case Outcome.Done done -> {
                var bundle = done.value().orElse(MimeBundle.text(""));
                json.addProperty("status", "ok");
                json.add("data", MimeJson.data(bundle));
                json.add("metadata", MimeJson.metadata(bundle));
            }
            case Outcome.Failed failed -> {
                json.addProperty("status", "error");
                json.addProperty("ename", failed.name());
                json.addProperty("evalue", failed.message());
                json.add("traceback", new Gson().toJsonTree(failed.traceback()));
            }
        }
        return json;
    }

    // Its count is 0, which front ends show as a cell without a number.
    private void cancel(Request request) {
        var reason = "not run, because a cell before it failed";
        publisher.reply(
                request,
                Execute.Reply.error(0, "ExecutionAborted", reason, List.of()),
                metadata(Header.now(), "aborted"));
    }

    // Where front ends look for the time that a cell took.
    private static JsonObject metadata(String started, String status) {
        var json = new JsonObject();
        json.add("started", new JsonPrimitive(started));
        json.add("status", new JsonPrimitive(status));
        json.add("dependencies_met", new JsonPrimitive(true));
        return json;
    }

    /// Outputs of expressions whose value alone is wanted.
    private static final class Unseen implements Outputs {
        @Override
        public void stream(Outputs.Stream stream, String text) {}

        @Override
        public void display(MimeBundle bundle, String displayId, boolean update) {}

        @Override
        public void clear(boolean wait) {}

        @Override
        public String input(String prompt, boolean password) {
            throw new InputRefusedException("a user expression cannot ask for input");
        }
    }
}
