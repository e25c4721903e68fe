package dev.chela.core.turn.internal.tools;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.id.ModelRef;
import dev.chela.api.tool.Content;
import dev.chela.api.tool.Effect;
import dev.chela.api.tool.Outcome;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.agent.Agent;
import dev.chela.core.approval.Approvals;
import dev.chela.core.approval.Approvals.Plan;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Program;
import dev.chela.core.json.Json;
import dev.chela.core.session.Entry;
import dev.chela.core.store.Step;
import dev.chela.core.turn.internal.prompt.Messages;
import dev.chela.core.turn.internal.reply.Reply;
import dev.chela.core.turn.internal.run.ActiveRun;
import dev.chela.core.turn.internal.run.Books;
import dev.chela.core.turn.internal.run.Gate.Absence;
import dev.chela.core.turn.internal.run.Rooms;
import dev.chela.core.turn.internal.run.RunFacts;
import dev.chela.core.turn.internal.run.RunRows;
import dev.chela.core.turn.internal.run.SaidEntries;
import dev.chela.core.turn.internal.run.Toolbox;
import dev.langchain4j.agent.tool.ToolSpecification;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Runs the calls of one answer: side by side when they only read, else one after the other, each between its two commits. */
public final class ToolSteps {
    public static final String SKIPPED = "Skipped to process an incoming message.";
    public static final String UNKNOWN = "The outcome is unknown: the gateway stopped during this call. "
            + "Check what it did before you repeat it.";
    private static final int SIDE_BY_SIDE = 8;

    private final Rooms rooms;
    private final ActiveRun run;
    private final Agent agent;
    private final Permission permission;
    private final Leeway leeway;
    private final Offer offer;
    private final Supplier<Absence> rest;
    private final LoopGuard guard;
    private final ShownCalls hooks;

    /** @param candidates the models that may answer, the first choice first */
    public ToolSteps(Rooms rooms, ActiveRun run, Agent agent, Supplier<Absence> rest, Supplier<List<ModelRef>> candidates) {
        this.rooms = rooms;
        this.run = run;
        this.agent = agent;
        this.permission = new Permission(rooms, run, rest);
        this.leeway = new Leeway(rooms, run.session());
        this.offer = new Offer(rooms, run, agent, leeway, candidates);
        this.rest = rest;
        this.guard = new LoopGuard(rooms.settings().loops(agent.id()));
        this.hooks = new ShownCalls(rooms, run);
    }

    /** Writes down what was said meanwhile. */
    public void hear() {
        commit(Map.of(), 0, true);
    }

    /** The model sees its conversation shortened from here on. */
    public void compacted() {
        guard.compacted();
    }

    public List<ToolSpecification> offered() {
        return offer.tools();
    }

    private Program program() {
        return run.input().said().manner().program();
    }

    /**
     * @param answer the number of the answer that asked for the calls; it makes their entries' ids
     * @return whether the turn goes on; false when all that is left is the program's to do
     */
    public boolean run(List<JsonNode> calls, int answer) {
        List<JsonNode> house = calls.stream().filter(call -> !program().runs(Messages.name(call))).toList();
        if (house.size() == calls.size()) {
            runAll(calls, answer, true);
            return true;
        }
        if (!house.isEmpty()) {
            runAll(house, answer, false);
            return true;
        }
        return handOver(calls, answer);
    }

    /** A message that came meanwhile is heard first: then the program is not asked, as a tool that has not begun is not run. */
    private boolean handOver(List<JsonNode> calls, int answer) {
        if (run.closeUnlessSteered()) {
            return false;
        }
        commit(all(calls, ToolResult.error(SKIPPED)), answer, true);
        return true;
    }

    private static Map<JsonNode, ToolResult> all(List<JsonNode> calls, ToolResult result) {
        return calls.stream().collect(Collectors.toMap(call -> call, call -> result, (same, again) -> same, LinkedHashMap::new));
    }

    /** @param hear whether what was said meanwhile may follow the results: not before the last of them stands */
    private void runAll(List<JsonNode> calls, int answer, boolean hear) {
        Optional<String> circle = guard.refusal(calls);
        if (circle.isPresent()) {
            commit(all(calls, ToolResult.error(circle.get())), answer, hear);
            return;
        }
        boolean readsOnly = calls.stream().allMatch(call -> effect(call) == Effect.READS && !began(entryId(call, answer)));
        if (readsOnly && calls.size() > 1) {
            for (int from = 0; from < calls.size(); from += SIDE_BY_SIDE) {
                int to = Math.min(calls.size(), from + SIDE_BY_SIDE);
                commit(unlessSteered(calls.subList(from, to)), answer, hear && to == calls.size());
                run.token().check();
            }
            return;
        }
        for (int i = 0; i < calls.size(); i++) {
            commit(Map.of(calls.get(i), oneByOne(calls.get(i), answer)), answer, hear && i == calls.size() - 1);
            run.token().check();
        }
    }

    /** What runs side by side starts as one, so that it is skipped as one. */
    private Map<JsonNode, ToolResult> unlessSteered(List<JsonNode> calls) {
        return run.isSteered() ? all(calls, ToolResult.error(SKIPPED)) : sideBySide(calls);
    }

    private Map<JsonNode, ToolResult> sideBySide(List<JsonNode> calls) {
        Map<JsonNode, Future<ToolResult>> running = new LinkedHashMap<>();
        calls.forEach(call -> running.put(call, rooms.tasks().call("tool " + Messages.name(call), () -> judged(call, this::perform))));
        return SideBySide.results(running);
    }

    /** A call that began in an earlier life of the process is never skipped: what it did must be said, or done again. Its tool may be gone since. */
    private ToolResult oneByOne(JsonNode call, int answer) {
        Effect effect = effect(call);
        String key = entryId(call, answer);
        boolean began = began(key);
        if (began && effect != Effect.REPEATABLE) {
            return ToolResult.error(UNKNOWN);
        }
        if (!began && run.isSteered()) {
            return ToolResult.error(SKIPPED);
        }
        return judged(call, passed -> effect == Effect.READS ? perform(passed) : recorded(passed, key, began));
    }

    /** Of a call that changes something, since no other is written down as it begins. */
    private boolean began(String key) {
        return run.resumed() && rooms.rows().began(key);
    }

    /** @param perform makes the call as the hooks leave it */
    private ToolResult judged(JsonNode call, Function<JsonNode, ToolResult> perform) {
        ShownCalls.Judged judged = hooks.calling(call);
        started(judged.call());
        return ended(call, judged.refusal().map(why -> guard.watched(Messages.name(call), Messages.argumentsText(call), ToolResult.error(why)))
                .orElseGet(() -> perform.apply(judged.call())));
    }

    private ToolResult recorded(JsonNode call, String key, boolean began) {
        Plan plan = new Plan(key, Messages.id(call), run.session().value(), agent.id().value(), Messages.name(call), Messages.argumentsText(call),
                run.input().origin(), rooms.sessions().open(run.session()).directory(agent.workspace()), Approvals.Speaker.of(run.input()),
                run.input().said().manner().levels().leash(), offer.desk().heard());
        Optional<String> refusal = began ? Optional.empty() : leeway.refusal(Messages.name(call)).or(() -> permission.refusal(plan));
        if (refusal.isPresent()) {
            return guard.watched(Messages.name(call), plan.arguments(), ToolResult.error(refusal.get()));
        }
        try (Approvals.Pass pass = rooms.approvals().open(plan)) {
            Step.Builder step = Step.named("call")
                    .change(RunRows.callStarted(key, run.id(), Messages.name(call), rooms.boot(), rooms.clock().now().toEpochMilli()))
                    .fact(RunFacts.callStarted(run, call));
            if (!rooms.toolbox().asksPeople(Messages.name(call))) {
                rooms.ledger().commit(step.build());
                return perform(call);
            }
            rooms.ledger().commit(step.change(RunRows.progress(run.id(), run.model().toString())).build());
            try (Absence outside = rest.get()) {
                return perform(call);
            }
        }
    }

    private void started(JsonNode call) {
        run.narrator().started(Messages.id(call), Messages.name(call), arguments(call));
    }

    private ToolResult perform(JsonNode call) {
        String arguments = Messages.argumentsText(call);
        if (!offer.lets(Messages.name(call))) {
            return guard.watched(Messages.name(call), arguments, ToolResult.error("'" + Messages.name(call) + "' is not among the tools of this run"));
        }
        ToolResult result = rooms.toolbox().run(new Toolbox.Use(offer.desk(), Messages.id(call), Messages.name(call), arguments, run.token(),
                line -> run.narrator().progress(Messages.id(call), Messages.name(call), line), rooms.models().describe(run.model()).contextWindow()));
        return guard.watched(Messages.name(call), arguments, hooks.called(call, result));
    }

    private ToolResult ended(JsonNode call, ToolResult told) {
        run.narrator().ended(Messages.id(call), Messages.name(call), told.outcome() == Outcome.ERROR, text(told));
        return told;
    }

    private void commit(Map<JsonNode, ToolResult> results, int answer, boolean last) {
        rooms.sessions().commit(run.session(), "result", "agent.run.progress", (current, step) -> {
            List<Entry> entries = new ArrayList<>();
            results.forEach((call, result) -> {
                entries.add(Entry.message(entryId(call, answer), rooms.clock().now(),
                        Messages.result(Messages.id(call), Messages.name(call), result)));
                step.change(RunRows.callDone(entryId(call, answer)))
                        .fact(RunFacts.returned(run, call, result.outcome() == Outcome.ERROR, text(result)));
                new Reply(rooms, run).result(step, current, entryId(call, answer), Messages.name(call), text(result));
            });
            List<Input> heard = new ArrayList<>();
            if (last) {
                heard.addAll(run.hear());
            }
            for (Input message : heard) {
                rooms.intake().take(step, message.id(), run.id());
                entries.add(SaidEntries.said(rooms, message));
            }
            step.change(RunRows.progress(run.id(), run.model().toString()));
            return Books.touched(Books.billed(rooms.transcripts().append(step, current, entries), heard), heard);
        });
        run.heard();
    }

    private Effect effect(JsonNode call) {
        return rooms.toolbox().effect(Messages.name(call));
    }

    private String entryId(JsonNode call, int answer) {
        return run.id() + ":" + answer + ":" + Messages.id(call);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> arguments(JsonNode call) {
        return Json.plain(call.path("arguments")) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    private static String text(ToolResult result) {
        StringBuilder all = new StringBuilder();
        for (Content part : result.content()) {
            all.append(part instanceof Content.Text said ? said.text() : "[image]");
        }
        return all.toString();
    }
}
