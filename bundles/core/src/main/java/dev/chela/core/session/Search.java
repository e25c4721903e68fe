package dev.chela.core.session;

import java.util.List;

/** Finds what was said. Reads the transcripts themselves, so that nothing is ever found that no longer stands there, or missed. */
public interface Search {
    /**
     * The messages of persons and assistants in which every word of the query occurs, in upper or lower case; the best first.
     *
     * @param among searched in this order, since their last resets
     */
    Found find(String query, List<Session> among, int limit);

    /** @param score how often the words occur, more when they stand together as they were asked for; comparable within one answer */
    record Hit(Session session, Entry entry, String snippet, double score) {}

    /** @param truncated whether there is more than is shown: further hits, or transcripts beyond what one search reads */
    record Found(List<Hit> hits, boolean truncated) {}
}
