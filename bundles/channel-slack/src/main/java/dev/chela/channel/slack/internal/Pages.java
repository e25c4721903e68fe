package dev.chela.channel.slack.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Predicate;

/** What Slack tells by pages, of which not too many are read (docs.slack.dev, "Pagination"). */
final class Pages {
    static final int MOST = 5;

    private final Asking asking;
    private final Call call;

    Pages(Asking asking, Call call, int size) {
        this.asking = asking;
        this.call = call.with("limit", String.valueOf(size));
    }

    /** @param page takes one, and says whether the next one is wanted @return whether all that was wanted was told */
    boolean read(Predicate<JsonNode> page) {
        String cursor = "";
        for (int number = 0; number < MOST; number++) {
            if (!(asking.ask(cursor.isEmpty() ? call : call.with("cursor", cursor)) instanceof Answer.Ok ok)) {
                return false;
            }
            cursor = ok.body().at("/response_metadata/next_cursor").asText("");
            if (!page.test(ok.body()) || cursor.isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
