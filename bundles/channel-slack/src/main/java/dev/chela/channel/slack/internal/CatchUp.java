package dev.chela.channel.slack.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.channel.Pauses;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Reads what was written while Slack could tell it to nobody, in the conversations to which the app belongs. What it cannot read, it
 * tells. Changes, deletions, reactions and presses of buttons stand in no history.
 */
final class CatchUp implements Runnable {
    private static final int PAGE = 200;
    private static final int MOST_CONVERSATIONS = 200;

    private final Asking asking;
    private final Trail trail;
    private final Places places;
    private final Station station;
    private final Pauses pauses;
    private final Duration most;
    private final List<String> unread = new ArrayList<>();

    /** @param most how old a message may be; zero for none at all */
    CatchUp(Asking asking, Trail trail, Places places, Station station, Pauses pauses, Duration most) {
        this.asking = asking;
        this.trail = trail;
        this.places = places;
        this.station = station;
        this.pauses = pauses;
        this.most = most;
    }

    /** That it may begin nothing more when the account closes is how it ends; what it did not reach is read by the next one. */
    @Override
    public void run() {
        try {
            Trail.Gap gap = trail.gap(most);
            while (!pauses.over() && !over(gap)) {
                gap = trail.gap(most);
            }
        } catch (CancellationException | RejectedExecutionException stopped) {
            if (!pauses.over()) {
                throw stopped;
            }
        }
    }

    private boolean over(Trail.Gap gap) {
        unread.clear();
        if (!most.isZero()) {
            read(gap.after());
        }
        if (pauses.over()) {
            return true;
        }
        station.missed(unread.isEmpty() ? "" : "what was written since " + Trail.time(gap.after()).truncatedTo(ChronoUnit.SECONDS)
                + " while Slack could not tell it could not all be read in " + String.join(", ", unread));
        return trail.closed(gap);
    }

    private void read(String after) {
        List<JsonNode> conversations = new ArrayList<>();
        Call mine = Call.of("users.conversations").with("types", "im,mpim,public_channel,private_channel").with("exclude_archived", "true");
        if (!pages(mine, "channels", conversations::add)) {
            unread.add("any conversation that Slack does not name");
        }
        conversations.sort(Comparator.comparing(this::strange));
        for (JsonNode conversation : conversations.subList(0, Math.min(MOST_CONVERSATIONS, conversations.size()))) {
            read(conversation, after);
        }
        if (conversations.size() > MOST_CONVERSATIONS) {
            unread.add(conversations.size() - MOST_CONVERSATIONS + " more conversations");
        }
    }

    /** Who wrote before is read first, and last who only ever looked at the app. */
    private int strange(JsonNode conversation) {
        return !conversation.path("is_im").asBoolean() ? 1 : places.directOf(conversation.path("user").asText()).isPresent() ? 0 : 2;
    }

    private void read(JsonNode conversation, String after) {
        History history = new History(asking, conversation.path("id").asText(), after);
        if (!history.read(station::entrance) && !pauses.over()) {
            unread.add(called(conversation));
        }
        for (JsonNode message : history.messages()) {
            if (!pauses.over()) {
                ObjectNode event = message.deepCopy();
                station.readAgain(event.put("channel", conversation.path("id").asText()).put("channel_type", type(conversation)));
            }
        }
    }

    private static String type(JsonNode conversation) {
        return conversation.path("is_im").asBoolean() ? "im" : conversation.path("is_mpim").asBoolean() ? "mpim"
                : conversation.path("is_private").asBoolean() ? "group" : "channel";
    }

    private static String called(JsonNode conversation) {
        return conversation.path("is_im").asBoolean() ? "a direct conversation" : "#" + conversation.path("name").asText(conversation.path("id").asText());
    }

    private boolean pages(Call call, String field, Consumer<JsonNode> each) {
        return new Pages(asking, call, PAGE).read(body -> {
            body.path(field).forEach(each);
            return true;
        });
    }
}
