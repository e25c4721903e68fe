package dev.chela.core.turn.internal.reply;

import dev.chela.api.channel.MediaRef;
import dev.chela.api.fault.Fault;
import dev.chela.api.grant.Messages.Action.Send;
import dev.chela.core.media.Kept;
import dev.chela.core.turn.internal.run.Enclosing.Whose;
import dev.chela.core.turn.internal.run.Enclosing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files that a text brings, kept until the commit that names them is made. What cannot be had stays named in the text. */
public final class Enclosed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Enclosed.class);

    private final Map<String, Kept> kept = new LinkedHashMap<>();

    static Enclosed of(Enclosing enclosing, Whose whose, String text) {
        Enclosed all = new Enclosed();
        List<String> places = MediaLines.of(text);
        if (places.isEmpty() || !enclosing.possible(whose.origin())) {
            return all;
        }
        places.stream().limit(Send.MOST_FILES).forEach(place -> all.keep(enclosing, whose, place));
        if (places.size() > Send.MOST_FILES) {
            LOG.warn("the answer of run {} names {} files; {} at most are sent", whose.run(), places.size(), Send.MOST_FILES);
        }
        return all;
    }

    private void keep(Enclosing enclosing, Whose whose, String place) {
        try {
            kept.put(place, enclosing.keep(whose, place));
        } catch (Fault refused) {
            LOG.warn("a file that the answer of run {} names is not sent: {}", whose.run(), refused.getMessage());
        }
    }

    List<MediaRef> refs() {
        return kept.values().stream().flatMap(one -> one.refs().stream()).toList();
    }

    boolean isEmpty() {
        return kept.isEmpty();
    }

    /** The text without the lines of what goes with it. */
    String without(String text) {
        return MediaLines.without(text, kept::containsKey);
    }

    @Override
    public void close() {
        kept.values().forEach(Kept::close);
    }
}
