package dev.chela.channel.slack.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Conversation.Kind;
import dev.chela.api.channel.State;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Slack's conversations by their ids, which direct one is whose, and in which thread a message stands. Safe on any thread. */
final class Places {
    private static final String DIRECT = "direct";
    private static final int MOST_DIRECT = 500;
    private static final int KNOWN = 1_000;
    private static final int THREADED = 5_000;

    private final State state;
    private final WebApi api;
    private final Recent<JsonNode> channels = new Recent<>(KNOWN);
    private final Recent<String> threads = new Recent<>(THREADED);
    /** Persons by conversation, those first who wrote first. */
    private final Map<String, String> direct = new LinkedHashMap<>();

    Places(State state, WebApi api) {
        this.state = state;
        this.api = api;
        state.get(DIRECT).map(Json::read).ifPresent(kept -> kept.properties().forEach(each -> direct.put(each.getKey(), each.getValue().asText())));
    }

    synchronized void met(String channel, String user) {
        if (user.equals(direct.get(channel))) {
            return;
        }
        direct.remove(channel);
        while (direct.size() >= MOST_DIRECT) {
            direct.remove(direct.keySet().iterator().next());
        }
        direct.put(channel, user);
        ObjectNode kept = Json.object();
        direct.forEach(kept::put);
        state.put(DIRECT, new String(Json.write(kept), StandardCharsets.UTF_8));
    }

    /** The direct conversation with a person, if he ever wrote or was written to. */
    synchronized Optional<String> directOf(String user) {
        return direct.entrySet().stream().filter(each -> each.getValue().equals(user)).map(Map.Entry::getKey).findFirst();
    }

    private synchronized Optional<String> whose(String channel) {
        return Optional.ofNullable(direct.get(channel));
    }

    /** Only an event of the message itself tells in which thread it stands, not one of a reaction below it. @param thread empty for none */
    void stands(String channel, String message, String thread) {
        if (!thread.isEmpty()) {
            threads.put(channel + ":" + message, thread);
        }
    }

    String threadOf(String channel, String message) {
        return threads.get(channel + ":" + message).orElse("");
    }

    /**
     * A conversation of Slack's as one of the house's: a person for a direct one.
     *
     * @param type as the event calls it, empty where it does not
     * @return empty for a direct one of a person whom nobody knows
     */
    Optional<Conversation> conversation(String channel, String type, String thread, String team) {
        if (type.equals("im") || type.isEmpty() && channel.startsWith("D")) {
            return whose(channel).or(() -> Optional.of(told(channel).path("user").asText("")).filter(user -> !user.isEmpty()))
                    .map(user -> new Conversation(user, Kind.DIRECT, thread, team, ""));
        }
        JsonNode told = told(channel);
        boolean group = type.equals("mpim") || type.isEmpty() && told.path("is_mpim").asBoolean();
        return Optional.of(new Conversation(channel, group ? Kind.GROUP : Kind.CHANNEL, thread, team, told.path("name").asText("")));
    }

    /** What Slack does not tell this app is not asked again before the account is opened anew. */
    private JsonNode told(String channel) {
        Optional<JsonNode> known = channels.get(channel);
        if (known.isPresent()) {
            return known.get();
        }
        Answer answer = api.ask(Call.of("conversations.info").with("channel", channel));
        JsonNode told = answer instanceof Answer.Ok ok ? ok.body().path("channel") : Json.object();
        if (!(answer instanceof Answer.Refused no) || !no.passing()) {
            channels.put(channel, told);
        }
        return told;
    }
}
