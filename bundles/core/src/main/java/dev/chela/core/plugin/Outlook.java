package dev.chela.core.plugin;

import java.util.List;
import java.util.Optional;

/**
 * What would become of a jar now, by all that can be seen before it is started: whether it starts well is seen by starting it.
 *
 * @param file under which name it would lie in {@code deploy/}
 * @param sha256 of the jar, in hexadecimal
 * @param before what it would take the place of
 * @param after what it says it is; empty when it does not say that
 * @param problem why it would be refused, for people; empty when it would not
 * @param signature what it bears, as far as it holds
 */
public record Outlook(String file, String sha256, Optional<Generation> before, Optional<Generation> after, String problem, Signature signature,
        Build build, Swap swap) {
    /**
     * What the jar brings and was built against; empty when the framework does not take it.
     *
     * @param provides what its manifest says, such as {@code tool dice}
     * @param wants what it says that it wants to reach, such as {@code network (api.example.com)}; empty when it does not say it
     * @param elsewhere where it would run, as {@link Plugins.Installed#elsewhere}
     */
    public record Build(List<String> provides, List<String> wants, List<Api> api, String elsewhere) {
        public static final Build UNKNOWN = new Build(List.of(), List.of(), List.of(), "");
    }

    /**
     * A package of the API that it imports.
     *
     * @param wanted the versions that would do, as in {@code [1.2.0,2.0.0)}; {@code any} when it does not say
     * @param here the version that the gateway has; empty when it has no such package
     */
    public record Api(String name, String wanted, String here) {}

    /**
     * What would be done.
     *
     * @param steps of the plan, in their order; none when it is what is there already, or would be refused
     * @param refreshed bundles whose classes would be loaded anew, and why
     * @param running calls in what would go: they end where they began
     * @param pauses what nobody would be offered meanwhile, such as {@code channel irc}, whose messages wait
     */
    public record Swap(List<String> steps, List<Ties.Tie> refreshed, int running, List<String> pauses) {
        public static final Swap NONE = new Swap(List.of(), List.of(), 0, List.of());
    }
}
