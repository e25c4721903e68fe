package dev.chela.rpc.plugin;

import dev.chela.core.plugin.Signature;
import java.util.List;
import java.util.Optional;

/** All that is known of one plugin. Its fields, empty ones too, are the protocol's. */
record Inspection(
        boolean ok, Summary plugin, Source source, Declared declared, Components components, String reviewToken, Grants grants,
        Optional<Reviewed> trust) {
    /**
     * @param disposition {@code clean} where a trusted key has signed it, else {@code review-recommended}
     * @param reasons whose signature it bears
     */
    record Reviewed(String disposition, List<String> reasons) {
        static Reviewed of(Signature signature) {
            return new Reviewed(signature.trusted() ? "clean" : "review-recommended", List.of("it is " + signature.words()));
        }
    }

    record Summary(String id, String name, String version, Optional<String> description, String origin, boolean installed, boolean enabled) {}

    record Source(String kind, Optional<String> spec, Optional<String> integrity, Optional<String> integrityKind) {}

    record Declared(
            List<String> channels, List<String> providers, List<String> tools, List<String> contracts, List<String> hooks,
            List<String> mcpServers, List<String> cliCommands, List<String> cliBackends, List<String> skills,
            List<String> dangerousConfigFlags) {}

    record Components(
            List<String> mapped, List<String> skills, List<String> mcpServers, List<String> commands, List<String> hooks,
            List<String> lspServers, Unavailable unavailable) {}

    record Unavailable(List<String> capabilities, List<String> mcpServers, List<String> lspServers) {}

    record Grants(HookGrants hooks) {}

    record HookGrants(Grant allowPromptInjection, Grant allowConversationAccess) {}

    record Grant(boolean effective) {}

    /** @param sha256 of its jar; empty for what came with the distribution */
    static Inspection of(PluginEntry entry, List<String> provides, Optional<String> file, Optional<String> sha256,
            Optional<Signature> signature) {
        List<String> none = List.of();
        return new Inspection(true,
                new Summary(entry.id(), entry.name(), entry.version(), entry.description(), entry.origin(), entry.installed(), entry.enabled()),
                new Source(file.isPresent() ? "path" : "bundled", file, sha256, sha256.map(digest -> "sha256")),
                new Declared(PluginEntry.named(provides, "channel"), PluginEntry.named(provides, "model"),
                        PluginEntry.named(provides, "tool"), none, none, none, none, none, none, none),
                new Components(none, none, none, PluginEntry.named(provides, "command"), none, none, new Unavailable(none, none, none)),
                sha256.orElse(entry.version()), new Grants(new HookGrants(new Grant(false), new Grant(false))), signature.map(Reviewed::of));
    }
}
