package dev.chela.api.grant;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The power to look into the memory of the agent that the call belongs to, and of no other. */
@ProviderType
public interface Memory {
    /**
     * Finds passages. Files that changed since the last search are read first. May ask an embedding model, where one is configured.
     *
     * @throws dev.chela.api.fault.Denied when memory search is switched off for this agent
     * @throws dev.chela.api.fault.Permanent when the query holds no word
     * @throws java.util.concurrent.CancellationException when the call is cancelled
     */
    Found search(Query query);

    /**
     * Lines of one memory file.
     *
     * @param path as a hit has it
     * @param from the first line, from 1
     * @param lines how many at most; 0 for the usual number
     * @throws dev.chela.api.fault.Permanent when this is no memory file of the agent, or there is none of that name
     */
    Passage read(String path, int from, int lines);

    /** What is searched: notes, what was said in conversations, or what the configuration says of the two. */
    enum Corpus { MEMORY, SESSIONS, ALL }

    /**
     * @param most how many hits; 0 for the configured number
     * @param least hits with a lower score are left out; negative for the configured score
     */
    record Query(String text, int most, double least, Corpus corpus) {}

    /**
     * @param path relative to the workspace where it lies within; of a conversation, its session key
     * @param from the first line of the passage, from 1; of a conversation, the number of the entry
     * @param to the last line, inclusive
     * @param score from 0 to 1, comparable within one answer
     * @param source where it stands
     */
    record Hit(String path, int from, int to, double score, String snippet, Corpus source) {}

    /** How it was searched. */
    enum Way { WORDS, WORDS_AND_MEANING }

    /** @param note how it was searched, and what could not be; for the model and for people */
    record Found(List<Hit> hits, Way way, String note) {
        public Found {
            hits = List.copyOf(hits);
        }
    }

    /** @param last the number of the last line in the text @param total how many lines the file has */
    record Passage(String path, int from, int last, int total, String text) {}
}
