package dev.chela.core.turn.internal.run;

import dev.chela.api.id.ModelRef;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.model.Pace;
import dev.chela.core.agent.Agent;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Mandate;
import dev.chela.core.model.Models;
import dev.chela.core.session.Runs.Settled;
import dev.chela.core.session.Runs.State;
import dev.chela.core.session.Session;
import dev.chela.core.session.Settings.Setting;
import dev.chela.core.store.Step;
import dev.chela.core.text.Excerpt;
import dev.chela.core.turn.internal.prompt.Messages;
import dev.chela.core.untrusted.Untrusted;
import dev.chela.core.usage.Spend;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a session's row says of its runs: the last one, and the sums. */
public final class Books {
    private static final int PREVIEW = 120;
    /** A run that takes longer works by itself, and nobody sits waiting for its next word. */
    private static final Duration YOUNG = Duration.ofMinutes(1);
    /** What the house says to itself. */
    private static final Set<String> HOUSE = Set.of("wake", "cron", "heartbeat");

    private Books() {}

    /** The input's own model, else the session's, else the agent's. */
    static String wanted(Input input, Session session, Agent agent) {
        String own = input.said().model();
        return own.isEmpty() ? session.chosenModel().orElse(agent.model()) : own;
    }

    /** The wanted model first, then what is tried when it fails. */
    public static List<ModelRef> candidates(Rooms rooms, ActiveRun run, Agent agent) {
        List<ModelRef> candidates = new ArrayList<>();
        candidates.add(rooms.models().resolve(wanted(run.input(), rooms.sessions().open(run.session()), agent)));
        agent.fallbacks().forEach(name -> candidates.add(rooms.models().resolve(name)));
        return candidates;
    }

    /** The input's own level, else the session's; empty to leave it to the model. */
    public static String thinking(Input input, Session session) {
        String own = input.said().manner().thinking();
        return own.isEmpty() ? session.thinking() : own;
    }

    /** The input's own word, else the session's. {@code auto} is fast while the run is young. @param at milliseconds since 1970 */
    public static Pace pace(Input input, Session session, long startedAt, long at) {
        String own = input.said().manner().levels().fast();
        return pace(own.isEmpty() ? session.settings().get(Setting.FAST) : own, Duration.ofMillis(at - startedAt));
    }

    /** @param mode in the words of {@link Setting#FAST}; empty for as the account has it @param age of the run */
    public static Pace pace(String mode, Duration age) {
        return switch (mode) {
            case "on" -> Pace.FAST;
            case "off" -> Pace.STANDARD;
            case "auto" -> age.compareTo(YOUNG) < 0 ? Pace.FAST : Pace.STANDARD;
            default -> Pace.USUAL;
        };
    }

    /** The credential that a person chose together with the session's model. */
    public static Models.Pin pin(Session session) {
        String profile = session.settings().get(Setting.AUTH_PROFILE);
        return profile.isEmpty() ? Models.Pin.NONE : session.chosenModel().map(model -> new Models.Pin(ModelRef.parse(model).provider(), profile)).orElse(Models.Pin.NONE);
    }

    /** Somebody spoke. What wakes the house is no person. */
    public static Session touched(Session session, List<Input> heard) {
        return session.touched(heard.stream().filter(input -> !HOUSE.contains(input.source()) && !input.said().mandate().exists()).mapToLong(Input::receivedAt).max().orElse(0));
    }

    /** What was spent elsewhere for what was heard. */
    public static Session billed(Session session, List<Input> heard) {
        Session.Spent spent = session.spent();
        for (Input input : heard) {
            Mandate.Bill bill = input.said().mandate().bill();
            spent = spent.plus(bill.input(), bill.output(), bill.cost());
        }
        return session.with(session.last(), spent);
    }

    /** @param before what the session was when nothing of this run stood in it yet, or as this process found it */
    public static Session.Last running(Session before, ActiveRun run) {
        Session.Last last = before.last();
        long entries = last.runId().equals(run.id().value()) ? last.before() : before.entries();
        if (run.isRound()) {
            return new Session.Last(run.id().value(), "running", last.model(), entries, run.startedAt(), last.endedAt(), last.contextTokens(),
                    last.title(), last.preview());
        }
        String asked = preview(Untrusted.forPeople(run.input().said().text()));
        String title = last.title().isEmpty() ? asked : last.title();
        return new Session.Last(run.id().value(), "running", last.model(), entries, run.startedAt(), 0, last.contextTokens(),
                title, asked);
    }

    public static Session.Last asked(Session session, ActiveRun run, ChatResponse response) {
        Session.Last last = session.last();
        long prompt = response.tokenUsage() == null ? 0 : Messages.count(response.tokenUsage().totalTokenCount());
        return new Session.Last(last.runId(), last.state(), run.model().toString(), last.before(), last.startedAt(), last.endedAt(),
                prompt == 0 ? last.contextTokens() : prompt, last.title(), last.preview());
    }

    /** Nobody has counted yet what the next prompt will be. */
    public static Session.Last unmeasured(Session session) {
        Session.Last last = session.last();
        return new Session.Last(last.runId(), last.state(), last.model(), last.before(), last.startedAt(), last.endedAt(), 0,
                last.title(), last.preview());
    }

    public static Session.Last done(Session session, Settled end) {
        Session.Last last = session.last();
        String preview = end.text().isEmpty() ? last.preview() : preview(end.text());
        return new Session.Last(end.run().value(), word(end.state()), last.model(), last.before(), end.startedAt(), end.endedAt(),
                last.contextTokens(), last.title(), preview);
    }

    /** As {@link #done}, of a run that left nothing behind: there is nothing new to read. */
    public static Session.Last passed(Session session, Settled end) {
        Session.Last last = session.last();
        return new Session.Last(end.run().value(), word(end.state()), last.model(), last.before(), end.startedAt(), last.endedAt(),
                last.contextTokens(), last.title(), last.preview());
    }

    private static String word(State state) {
        return switch (state) {
            case QUEUED -> "queued";
            case RUNNING -> "running";
            case OK -> "done";
            case ERROR -> "failed";
            case ABORTED -> "killed";
        };
    }

    /** What an answer cost, and in the step the lines for it. */
    public static Spend booked(Rooms rooms, ActiveRun run, ChatResponse response, Step.Builder step) {
        Spend spend = rooms.prices().spent(run.model(), response.tokenUsage());
        book(rooms, run.session(), Optional.of(run.id()), run.model().toString(), spend, step);
        return spend;
    }

    /** @param run that it was spent for; empty when a person asked for it outside of a run */
    public static void book(Rooms rooms, SessionKey session, Optional<RunId> run, String model, Spend spend, Step.Builder step) {
        if (spend.tokens().total() > 0) {
            step.change(rooms.usage().line(rooms.clock().now(), session.agent().value(), model, spend));
            run.ifPresent(id -> step.change(rooms.usage().line(id, spend)));
            step.fact(RunFacts.spent(session, run, model, spend));
        }
    }

    public static Session.Spent spent(Session session, Spend spend) {
        return session.spent().plus(spend.tokens().input(), spend.tokens().output(),
                spend.cost().movePointRight(6).setScale(0, RoundingMode.HALF_UP).longValue());
    }

    private static String preview(String text) {
        return Excerpt.line(text, PREVIEW);
    }
}
