package dev.chela.rpc.tool;

import dev.chela.api.fault.Permanent;
import dev.chela.api.id.AgentId;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.agent.Agents;
import dev.chela.core.tool.ToolPolicy.Profile;
import dev.chela.core.tool.ToolSpec;
import dev.chela.core.tool.Tools;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code tools.catalog}: each bundle is a group. */
@Component(service = RpcMethods.class)
public final class ToolLists implements RpcMethods {
    private final Tools tools;
    private final Agents agents;

    @Activate
    public ToolLists(@Reference Tools tools, @Reference Agents agents) {
        this.tools = tools;
        this.agents = agents;
    }

    public record CatalogParams(Optional<String> agentId, Optional<Boolean> includePlugins) {}

    public record Catalog(String agentId, List<ProfileName> profiles, List<Group<Entry>> groups) {}

    public record ProfileName(String id, String label) {}

    public record Group<E>(String id, String label, String source, Optional<String> pluginId, List<E> tools) {}

    public record Entry(String id, String label, String description, String source, List<String> defaultProfiles) {}

    @Rpc(value = "tools.catalog", scope = Scope.READ)
    public Catalog catalog(CatalogParams params, Caller caller) {
        List<ProfileName> profiles = Stream.of(Profile.values()).map(p -> new ProfileName(p.word(), title(p))).toList();
        List<Group<Entry>> groups = byPlugin(tools.all()).entrySet().stream()
                .map(plugin -> new Group<>(plugin.getKey(), plugin.getKey(), "plugin", Optional.of(plugin.getKey()),
                        plugin.getValue().stream().map(ToolLists::entry).toList()))
                .toList();
        return new Catalog(agent(params.agentId()), profiles, groups);
    }

    private static Entry entry(ToolSpec spec) {
        return new Entry(spec.name(), spec.name(), firstSentence(spec.description()), "plugin",
                Stream.of(Profile.values()).filter(profile -> profile.has(spec.name())).map(Profile::word).toList());
    }

    private String agent(Optional<String> wanted) {
        try {
            return wanted.map(AgentId::new).map(agents::get).orElseGet(agents::primary).id().value();
        } catch (IllegalArgumentException | Permanent unknown) {
            throw RpcFault.invalid(String.valueOf(unknown.getMessage()));
        }
    }

    private static Map<String, List<ToolSpec>> byPlugin(List<ToolSpec> specs) {
        return specs.stream().collect(Collectors.groupingBy(spec -> spec.guest().plugin(), TreeMap::new, Collectors.toList()));
    }

    private static String title(Profile profile) {
        return profile.name().charAt(0) + profile.word().substring(1);
    }

    static String firstSentence(String text) {
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }
}
