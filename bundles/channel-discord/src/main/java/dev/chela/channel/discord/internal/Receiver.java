package dev.chela.channel.discord.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.channel.ChannelHost;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Cursor;
import dev.chela.api.channel.Pauses;
import dev.chela.api.channel.RawEvent;
import dev.chela.api.fault.Transient;
import java.util.Optional;
import java.util.function.Consumer;

/** Hands on what the gateway tells, and learns from it where things are. One thread hears. */
final class Receiver implements Link.Ear {
    private final Settings settings;
    private final ChannelHost host;
    private final Rest rest;
    private final Trail trail;
    private final Places places;
    private final Asking asking;
    private final CatchUp catchUp;
    private final Consumer<String> connected;
    private final Consumer<RawEvent> store;

    /** @param connected told when Discord lets us in, and of what was missed @param store returns when it is on disk */
    Receiver(Settings settings, ChannelHost host, Rest rest, Trail trail, Places places, Pauses pauses, Consumer<String> connected, Consumer<RawEvent> store) {
        this.settings = settings;
        this.host = host;
        this.rest = rest;
        this.trail = trail;
        this.places = places;
        this.asking = new Asking(rest, pauses);
        this.catchUp = new CatchUp(asking, trail, places, this::readAgain, pauses);
        this.connected = connected;
        this.store = store;
    }

    @Override
    public void event(String type, JsonNode data, long number) {
        if (data.isObject()) {
            told(type, data, number);
        }
    }

    private void told(String type, JsonNode data, long number) {
        switch (type) {
            case "READY" -> {
                catchUp.direct();
                connected.accept(catchUp.missed());
            }
            case "RESUMED" -> connected.accept(catchUp.missed());
            case "GUILD_CREATE" -> guild(data);
            case "GUILD_DELETE" -> left(data);
            case "CHANNEL_CREATE", "CHANNEL_UPDATE", "THREAD_CREATE", "THREAD_UPDATE" -> places.learn(data);
            case "CHANNEL_DELETE", "THREAD_DELETE" -> places.forget(data);
            case "THREAD_LIST_SYNC" -> data.path("threads").forEach(places::learn);
            case Events.CREATED -> message(data, trail.cursor(number, data.path("id").asText()));
            case Events.UPDATED -> updated(data, number);
            case Events.DELETED -> take(type, "delete:" + data.path("id").asText(), data, trail.cursor(number, ""));
            case Events.REACTED, Events.UNREACTED -> reacted(type, data, number);
            case Events.PRESSED -> pressed(data, number);
            default -> { }
        }
    }

    @Override
    public void proven() {
        host.proven();
    }

    private void guild(JsonNode data) {
        data.path("channels").forEach(places::learn);
        data.path("threads").forEach(places::learn);
        String before = catchUp.missed();
        catchUp.guild(data);
        trail.told(data.path("id").asText());
        if (!catchUp.missed().equals(before)) {
            connected.accept(catchUp.missed());
        }
    }

    /** One that has an outage tells what stands in it when that is over. */
    private void left(JsonNode data) {
        if (!data.path("unavailable").asBoolean()) {
            trail.told(data.path("id").asText());
        }
    }

    /** What we say ourselves comes back, and what another bot says may be an answer to us, and ours to that. */
    private boolean heeded(JsonNode author, JsonNode message) {
        boolean machine = author.path("bot").asBoolean() || message.path("webhook_id").isTextual();
        return !author.path("id").asText().equals(trail.me().id()) && (settings.bots() || !machine);
    }

    private void message(JsonNode data, Cursor cursor) {
        if (!heeded(data.path("author"), data) || !Messages.written(data) || !Snowflake.is(data.path("id").asText())) {
            return;
        }
        if (!data.has("guild_id")) {
            places.met(data.path("channel_id").asText(), data.path("author").path("id").asText());
        }
        take(Events.CREATED, "message:" + data.path("id").asText(), data, cursor);
    }

    private void readAgain(JsonNode message, String guild) {
        ObjectNode data = message.deepCopy();
        if (!guild.isEmpty()) {
            data.put("guild_id", guild);
            // A message that is read does not tell the roles of who wrote it, as one that is heard does.
            if (heeded(data.path("author"), data) && Messages.written(data) && !data.path("webhook_id").isTextual()) {
                asking.get("/guilds/" + guild + "/members/" + data.path("author").path("id").asText()).ifPresent(member -> data.set("member", member));
            }
        }
        message(data, Cursor.NONE);
        trail.readAgain(data.path("id").asText());
    }

    /** When Discord has looked at a link it tells of a change, too; nobody changed anything then. */
    private void updated(JsonNode data, long number) {
        if (data.path("edited_timestamp").isTextual() && data.path("content").isTextual() && heeded(data.path("author"), data)) {
            take(Events.UPDATED, "edit:" + data.path("id").asText() + ":" + data.path("edited_timestamp").asText(), data, trail.cursor(number, ""));
        }
    }

    private void reacted(String type, JsonNode data, long number) {
        if (!data.path("user_id").asText().equals(trail.me().id())) {
            take(type, "reaction:" + trail.session() + ":" + number, data, trail.cursor(number, ""));
        }
    }

    /** Until it is acknowledged the button spins, and after three seconds the person is told that it failed. */
    private void pressed(JsonNode data, long number) {
        if (data.path("type").asInt() != 3) {
            return;
        }
        if (!data.has("guild_id")) {
            places.met(data.path("channel_id").asText(), data.path("user").path("id").asText());
        }
        take(Events.PRESSED, "press:" + data.path("id").asText(), data, trail.cursor(number, ""));
        String way = "/interactions/" + data.path("id").asText() + "/" + data.path("token").asText() + "/callback";
        host.tasks().start("answer a button", () -> acknowledge(way));
    }

    /** Nobody is worse off when Discord does not hear of it: the press is stored. */
    private void acknowledge(String way) {
        try {
            rest.call(Call.of("POST", way, Json.object().put("type", 6)), Rest.SHORT);
        } catch (Transient unheard) {
            return;
        }
    }

    private void take(String type, String mark, JsonNode data, Cursor cursor) {
        String channel = data.path("channel_id").asText();
        String guild = data.path("guild_id").asText("");
        if (!Snowflake.is(channel)) {
            return;
        }
        if (!guild.isEmpty() && !places.knows(channel)) {
            asking.get("/channels/" + channel).ifPresent(places::learn);
        }
        Optional<Conversation> where = places.conversation(channel, guild);
        if (where.isPresent()) {
            store.accept(Events.raw(type, mark, data, where.get(), trail.me(), cursor));
        }
    }
}
