package dev.chela.core.turn.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.id.ModelRef;
import dev.chela.api.id.SessionKey;
import dev.chela.core.agent.Agent;
import dev.chela.core.model.Models;
import dev.chela.core.session.Session;
import dev.chela.core.session.Settings.Setting;
import dev.chela.core.task.CancelSource;
import dev.chela.core.turn.Outlook;
import dev.chela.core.turn.internal.context.MemoryFlush;
import dev.chela.core.turn.internal.context.MemoryFlush.Behalf;
import dev.chela.core.turn.internal.prompt.PlainWords;
import dev.chela.core.turn.internal.prompt.Window;
import dev.chela.core.turn.internal.run.Books;
import dev.chela.core.turn.internal.run.Rooms;
import dev.chela.core.turn.internal.run.TimeLimit;
import dev.chela.core.turn.internal.run.Toolbox;
import dev.chela.core.turn.internal.tools.Leeway;
import dev.chela.core.usage.Spend;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Looks at a conversation as its next turn would. */
final class NextTurn implements Outlook {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String TOO_LONG = "the answer took too long";
    private static final String BESIDE = "A question beside the conversation; answer it from what you know, in short, and do not go on with anything else:\n\n";

    private final Rooms rooms;

    NextTurn(Rooms rooms) {
        this.rooms = rooms;
    }

    private Agent agent(SessionKey session) {
        return rooms.agents().get(session.agent());
    }

    private ModelRef model(Session session) {
        return rooms.models().resolve(session.chosenModel().orElse(agent(session.key()).model()));
    }

    @Override
    public Sizes sizes(SessionKey key) {
        Session session = rooms.sessions().open(key);
        List<ToolSpecification> offered = offered(session);
        Window window = Window.of(rooms.transcripts().context(session));
        List<Part> tools = offered.stream().map(tool -> new Part(tool.name(), chars(tool))).toList();
        ModelRef model = model(session);
        return new Sizes(model.toString(), rooms.prompts().parts(agent(key), session, offered), tools, window.messages().size(),
                window.tokens(), session.last().contextTokens(), rooms.models().describe(model).contextWindow());
    }

    /** As somebody at the gateway itself would have them: over a channel it depends on who speaks. */
    private List<ToolSpecification> offered(Session session) {
        Leeway leeway = new Leeway(rooms, session.key());
        return rooms.toolbox().offered(new Toolbox.Desk(agent(session.key()), session.key(), List.of(model(session)), List.of())).stream()
                .filter(leeway::offers).toList();
    }

    private static long chars(ToolSpecification tool) {
        String schema = tool.parameters() == null ? "" : tool.parameters().toString();
        return tool.name().length() + schema.length() + (tool.description() == null ? 0 : tool.description().length());
    }

    @Override
    public List<Described> tools(SessionKey key) {
        return offered(rooms.sessions().open(key)).stream()
                .map(tool -> new Described(tool.name(), tool.description() == null ? "" : tool.description()))
                .sorted(Comparator.comparing(Described::name)).toList();
    }

    @Override
    public String aside(SessionKey key, String question) {
        Session session = rooms.sessions().open(key);
        Asking asking = new Asking(model(session));
        rooms.budgets().check(key.agent());
        CancelSource token = new CancelSource();
        try (TimeLimit limit = new TimeLimit(rooms.clock(), PATIENCE, () -> token.cancel(TOO_LONG))) {
            ChatResponse response = rooms.models().ask(new Models.Question(
                    candidates(session), request(session, question), token, session.thinking(), "", Books.pin(session),
                    Books.pace(session.settings().get(Setting.FAST), Duration.ZERO)), asking);
            book(key, asking.model, response);
            String text = response.aiMessage().text();
            if (text == null || text.isBlank()) {
                throw new Permanent(asking.model + " gave no answer");
            }
            return text.strip();
        } catch (CancellationException cancelled) {
            throw new Transient(asking.model + " took longer than " + PATIENCE.toSeconds() + " s", SOON);
        }
    }

    /** What writes notes before a person has the conversation compacted. */
    MemoryFlush flush(SessionKey key, CancelSource token) {
        Session session = rooms.sessions().open(key);
        return new MemoryFlush(rooms, new Behalf(key, agent(key), Optional.empty(), token, () -> candidates(session), () -> offered(session)));
    }

    private List<ModelRef> candidates(Session session) {
        List<ModelRef> candidates = new ArrayList<>(List.of(model(session)));
        agent(session.key()).fallbacks().forEach(name -> candidates.add(rooms.models().resolve(name)));
        return candidates;
    }

    private ChatRequest request(Session session, String question) {
        return PlainWords.asking(rooms.prompts().request(agent(session.key()), session, rooms.transcripts().context(session), List.of(), ""),
                BESIDE + question);
    }

    private void book(SessionKey key, ModelRef model, ChatResponse response) {
        Spend spend = rooms.prices().spent(model, response.tokenUsage());
        rooms.sessions().commit(key, "aside", "aside", (current, step) -> {
            Books.book(rooms, key, Optional.empty(), model.toString(), spend, step);
            return current.with(current.last(), Books.spent(current, spend));
        });
    }

    /** Remembers who answered. */
    private static final class Asking implements Models.Listener {
        private ModelRef model;

        Asking(ModelRef model) {
            this.model = model;
        }

        @Override
        public void asking(ModelRef next) {
            model = next;
        }

        @Override
        public void text(String delta) {
            // Shown when it is whole.
        }

        @Override
        public void thinking(String delta) {
            // Shown to nobody.
        }

        @Override
        public void retrying(String why, Duration after) {
            // Whoever asked waits.
        }
    }
}
