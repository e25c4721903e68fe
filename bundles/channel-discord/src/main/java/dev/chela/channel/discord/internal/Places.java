package dev.chela.channel.discord.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.State;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Channels by their ids, as far as Discord told of them, and which direct channel is whose: Discord itself does not list these.
 */
final class Places {
    private static final String DIRECT = "direct";
    private static final int MOST_DIRECT = 500;

    private final State state;
    private final Map<String, JsonNode> channels = new HashMap<>();
    /** Persons by channel, those first who wrote first. */
    private final Map<String, String> direct = new LinkedHashMap<>();

    Places(State state) {
        this.state = state;
        state.get(DIRECT).map(Json::read).ifPresent(kept -> kept.properties().forEach(each -> direct.put(each.getKey(), each.getValue().asText())));
    }

    /** @param channel as Discord describes it */
    synchronized void learn(JsonNode channel) {
        ObjectNode kept = Json.object();
        for (String name : new String[] {"type", "name", "parent_id"}) {
            kept.set(name, channel.path(name));
        }
        channels.put(channel.path("id").asText(), kept);
    }

    synchronized void forget(JsonNode channel) {
        channels.remove(channel.path("id").asText());
    }

    synchronized boolean knows(String channel) {
        return channels.containsKey(channel);
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

    synchronized Map<String, String> direct() {
        return Map.copyOf(direct);
    }

    /** The channel of a person, if he ever wrote or was written to. */
    synchronized Optional<String> directOf(String user) {
        return direct.entrySet().stream().filter(each -> each.getValue().equals(user)).map(Map.Entry::getKey).findFirst();
    }

    /**
     * A channel as a conversation: a person for a direct one, and for a thread the channel that it hangs from.
     *
     * @param guild empty for a direct channel
     * @return empty for a direct channel of a person whom nobody knows
     */
    synchronized Optional<Conversation> conversation(String channel, String guild) {
        if (guild.isEmpty()) {
            return Optional.ofNullable(direct.get(channel)).map(user -> new Conversation(user, Conversation.Kind.DIRECT, "", "", ""));
        }
        JsonNode known = channels.getOrDefault(channel, Json.object());
        String name = known.path("name").asText("");
        boolean thread = isThread(known) && known.path("parent_id").isTextual();
        return Optional.of(new Conversation(thread ? known.path("parent_id").asText() : channel, Conversation.Kind.CHANNEL, thread ? channel : "", guild, name));
    }

    /** Of announcements, public and private ones (docs/resources/channel, "Channel Types"). */
    private static boolean isThread(JsonNode channel) {
        int type = channel.path("type").asInt();
        return type >= 10 && type <= 12;
    }
}
