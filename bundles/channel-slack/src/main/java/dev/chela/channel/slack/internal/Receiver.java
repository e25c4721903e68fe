package dev.chela.channel.slack.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.channel.Conversation;
import dev.chela.channel.slack.internal.Events.Happening;
import java.util.Optional;
import java.util.Set;

/** Makes of what Slack tells what is stored. Safe on any thread: a socket that is replaced speaks for a while beside its successor. */
final class Receiver {
    /** Messages that a person wrote have none, or one of these; a bot's may have the last. */
    private static final Set<String> WRITTEN = Set.of("", "file_share", "thread_broadcast", "me_message", "bot_message");
    private static final int MOST_NAMES = 20;

    private final Settings settings;
    private final Places places;
    private final People people;

    Receiver(Settings settings, Places places, People people) {
        this.settings = settings;
        this.places = places;
        this.people = people;
    }

    /** @param type as an envelope of Socket Mode says it @return empty for what is not for us */
    Optional<Happening> read(String type, JsonNode payload, Me me) {
        return type.equals("interactive") ? pressed(payload) : type.equals("events_api") ? event(payload.path("event"), payload, me) : Optional.empty();
    }

    private Optional<Happening> event(JsonNode event, JsonNode payload, Me me) {
        String team = payload.path("team_id").asText(me.team());
        return switch (event.path("type").asText()) {
            case "message" -> message(event, team, me);
            case "app_mention" -> written(event, team, me);
            case "reaction_added" -> reacted(Events.REACTED, event, payload.path("event_id").asText(), team, me);
            case "reaction_removed" -> reacted(Events.UNREACTED, event, payload.path("event_id").asText(), team, me);
            default -> Optional.empty();
        };
    }

    private Optional<Happening> message(JsonNode event, String team, Me me) {
        return switch (event.path("subtype").asText("")) {
            case "message_changed" -> changed(event, team, me);
            case "message_deleted" -> deleted(event, team);
            default -> written(event, team, me);
        };
    }

    /** What we say ourselves comes back, and what another bot says may be an answer to us, and ours to that. */
    private boolean heeded(JsonNode message, Me me) {
        String bot = message.path("bot_id").asText("");
        boolean own = message.path("user").asText().equals(me.id()) || !bot.isEmpty() && bot.equals(me.botId());
        return !own && (settings.bots() || bot.isEmpty()) && WRITTEN.contains(message.path("subtype").asText(""));
    }

    private static String thread(JsonNode message) {
        String thread = message.path("thread_ts").asText("");
        return thread.equals(message.path("ts").asText()) ? "" : thread;
    }

    /** A mention may be told twice, as what it is and as a message, and what was told may be read again: it is the same. */
    private Optional<Happening> written(JsonNode event, String team, Me me) {
        String channel = event.path("channel").asText();
        String ts = event.path("ts").asText();
        places.stands(channel, ts, thread(event));
        if (!heeded(event, me) || channel.isEmpty() || ts.isEmpty()) {
            return Optional.empty();
        }
        String type = event.path("channel_type").asText("");
        if (type.equals("im") && event.path("bot_id").asText("").isEmpty()) {
            places.met(channel, event.path("user").asText());
        }
        return places.conversation(channel, type, thread(event), team).map(where -> new Happening(Events.WRITTEN,
                "message:" + me.team() + ":" + channel + ":" + ts, event, where, author(event), names(event, me)));
    }

    private ObjectNode author(JsonNode message) {
        String user = message.path("user").asText("");
        String bot = message.path("bot_id").asText("");
        if (user.isEmpty()) {
            String name = message.at("/bot_profile/name").asText(message.path("username").asText(bot));
            return Json.object().put("id", bot).put("name", name).put("handle", name).put("bot", true);
        }
        ObjectNode person = people.person(user);
        return bot.isEmpty() ? person : person.deepCopy().put("bot", true);
    }

    private ObjectNode names(JsonNode message, Me me) {
        ObjectNode names = Json.object();
        Wording.mentioned(message.path("text").asText()).stream().filter(id -> !id.equals(me.id())).sorted().limit(MOST_NAMES)
                .forEach(id -> names.put(id, people.person(id).path("name").asText()));
        return names;
    }

    /** When Slack has looked at a link, or a thread begins, it tells of a change, too; nobody changed anything then. */
    private Optional<Happening> changed(JsonNode event, String team, Me me) {
        JsonNode message = event.path("message");
        String edited = message.at("/edited/ts").asText("");
        boolean same = message.path("text").asText().equals(event.at("/previous_message/text").asText());
        if (edited.isEmpty() || same || !heeded(message, me)) {
            return Optional.empty();
        }
        String channel = event.path("channel").asText();
        return places.conversation(channel, event.path("channel_type").asText(""), thread(message), team).map(where -> new Happening(Events.CHANGED,
                "edit:" + team + ":" + channel + ":" + message.path("ts").asText() + ":" + edited, message, where, author(message), names(message, me)));
    }

    private Optional<Happening> deleted(JsonNode event, String team) {
        String channel = event.path("channel").asText();
        String ts = event.path("deleted_ts").asText();
        String thread = thread(event.path("previous_message"));
        return places.conversation(channel, event.path("channel_type").asText(""), thread.equals(ts) ? "" : thread, team)
                .map(where -> new Happening(Events.DELETED, "delete:" + team + ":" + channel + ":" + ts, event, where, Json.object(), Json.object()));
    }

    private Optional<Happening> reacted(String type, JsonNode event, String id, String team, Me me) {
        JsonNode item = event.path("item");
        if (event.path("user").asText().equals(me.id()) || !item.path("type").asText().equals("message") || id.isEmpty()) {
            return Optional.empty();
        }
        String channel = item.path("channel").asText();
        return places.conversation(channel, "", places.threadOf(channel, item.path("ts").asText()), team).map(where -> new Happening(type,
                "reaction:" + id, event, where, people.person(event.path("user").asText()), Json.object()));
    }

    /** Of what Slack tells much is secret: who has it may answer in the app's name. */
    private Optional<Happening> pressed(JsonNode payload) {
        JsonNode action = payload.path("actions").path(0);
        String channel = payload.at("/container/channel_id").asText(payload.at("/channel/id").asText());
        String message = payload.at("/container/message_ts").asText("");
        String user = payload.at("/user/id").asText();
        if (!payload.path("type").asText().equals("block_actions") || !action.path("type").asText().equals("button") || message.isEmpty()) {
            return Optional.empty();
        }
        if (channel.startsWith("D")) {
            places.met(channel, user);
        }
        String at = action.path("action_ts").asText();
        String thread = payload.at("/container/thread_ts").asText(payload.at("/message/thread_ts").asText(""));
        Optional<Conversation> place = places.conversation(channel, "", thread.equals(message) ? "" : thread, payload.at("/team/id").asText(""));
        ObjectNode data = Json.object().put("message", message).put("value", action.path("value").asText()).put("at", at);
        return place.map(where -> new Happening(Events.PRESSED, "press:" + channel + ":" + message + ":" + user + ":" + at, data, where, people.person(user),
                Json.object()));
    }
}
