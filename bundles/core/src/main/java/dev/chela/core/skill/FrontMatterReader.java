package dev.chela.core.skill;

import java.util.Map;

/**
 * Reads what stands between the first line of a file, {@code ---}, and the next such line: declared here, implemented by
 * {@code bundles/skills-loader}, so that there is one reader of YAML in the house.
 */
public interface FrontMatterReader {
    /**
     * Maps, lists, texts, numbers and truths.
     *
     * @throws dev.chela.api.fault.Permanent when there is none; told with the line
     */
    Map<?, ?> read(String text);
}
