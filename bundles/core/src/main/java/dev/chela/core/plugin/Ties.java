package dev.chela.core.plugin;

import java.util.List;
import java.util.Optional;

/**
 * What a plugin takes from others, and others from it.
 *
 * @param problem as {@link Plugins.Installed#problem}
 * @param signature of its jar; none of what came with the distribution
 * @param wants as {@link Outlook.Build#wants}
 * @param wires packages and capabilities, and which bundle has them
 * @param uses services that it has in hand, and which bundle offers them
 * @param offers its services, and which bundle has them in hand; once for each, or with nobody
 * @param refreshed bundles whose classes would be loaded anew if it were exchanged, and why
 */
public record Ties(String id, String version, String problem, Optional<Signature> signature, List<String> wants,
        List<Tie> wires, List<Tie> uses, List<Tie> offers, List<Tie> refreshed) {
    /** @param with a bundle, by name and version; of a refreshed bundle the reason; empty for nobody */
    public record Tie(String what, String with) {}
}
