package dev.chela.core.plugin;

import java.util.List;

/**
 * What would become of a feature file or an archive now, by all that can be seen before its plugins are started.
 *
 * @param file under which name it would lie in {@code deploy/}
 * @param sha256 of it, in hexadecimal
 * @param problem why it would be refused as a whole, for people; empty when it would not
 * @param contains what would become of each plugin that it names and that would be used; none when what it names cannot be had
 * @param aside what it names and would be put aside, since another build of it is
 * @param withdraws what the file of that name brought before, and this one does not name
 */
public record ParcelOutlook(String file, String sha256, String problem, List<Outlook> contains, List<Generation> aside, List<Generation> withdraws) {
    /** Whether all of it is in place already. */
    public boolean changesNothing() {
        return problem.isEmpty() && aside.isEmpty() && withdraws.isEmpty() && contains.stream().allMatch(plugin -> plugin.swap().steps().isEmpty());
    }
}
