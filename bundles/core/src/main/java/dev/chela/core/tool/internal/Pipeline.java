package dev.chela.core.tool.internal;

import dev.chela.api.id.ModelRef;
import dev.chela.core.session.SessionKeys;
import dev.chela.core.tool.Asker.Voice;
import dev.chela.core.tool.ToolPolicy;
import dev.chela.core.tool.ToolPolicy.Listed;
import dev.chela.core.tool.ToolPolicy.NotTheOwner;
import dev.chela.core.tool.ToolPolicy.Profile;
import dev.chela.core.tool.ToolPolicy.Profiled;
import dev.chela.core.tool.ToolPolicy.Rule;
import dev.chela.core.tool.ToolPolicy.Spawned;
import dev.chela.core.tool.ToolRequest.Whose;
import dev.chela.core.tool.ToolsSettings;
import dev.chela.core.tool.ToolsSettings.OfProvider;
import dev.chela.core.tool.ToolsSettings.Tools;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes one policy of all that is configured, in OpenClaw's order: profile, the provider's profile, the house's lists, those of the
 * provider, the agent's lists, the agent's of the provider, the group's, the sender's, what is the owner's alone. Pure.
 */
public final class Pipeline {
    private final ToolsSettings settings;
    private final Tools house;

    public Pipeline(ToolsSettings settings) {
        this.settings = settings;
        this.house = settings.tools();
    }

    /** What it was made of. */
    public ToolsSettings settings() {
        return settings;
    }

    public ToolPolicy of(Whose whose) {
        Place agent = agent(whose.agent().value());
        Place everybody = new Place("tools", house);
        List<Rule> rules = new ArrayList<>();
        profile(everybody, agent).ifPresent(rules::add);
        List<ModelRef> models = whose.asker().models();
        models.forEach(model -> profile(provider(everybody, model), provider(agent, model)).ifPresent(rules::add));
        rules.add(everybody.lists());
        models.forEach(model -> provider(everybody, model).map(Place::lists).ifPresent(rules::add));
        rules.add(agent.lists());
        models.forEach(model -> provider(agent, model).map(Place::lists).ifPresent(rules::add));
        whose.asker().voices().forEach(voice -> rules.addAll(voice(voice, whose, List.of(everybody, agent))));
        if (SessionKeys.isSpawned(whose.session())) {
            rules.add(new Spawned("tools.subagents.tools", house.subagents().tools().allow(), house.subagents().tools().deny()));
        }
        return new ToolPolicy(rules.stream().distinct().toList());
    }

    /** One place of the file that speaks of tools. */
    private record Place(String where, Tools tools) {
        Rule lists() {
            return new Listed(where, tools.allow(), tools.deny());
        }
    }

    private Place agent(String id) {
        ToolsSettings.Entry entry = settings.agents().entries().get(id);
        return new Place("agents.entries." + id + ".tools", entry == null ? ToolsSettings.NONE.tools() : entry.tools());
    }

    /** The agent's profile takes the place of the house's; what either adds is added. */
    private static Optional<Rule> profile(Place outer, Place inner) {
        Place says = inner.tools().profile() != null ? inner : outer;
        Profile profile = says.tools().profile();
        List<String> also = Stream.concat(outer.tools().alsoAllow().stream(), inner.tools().alsoAllow().stream()).toList();
        return profile == null ? Optional.empty() : Optional.of(new Profiled(says.where() + ".profile", profile, also));
    }

    private static Optional<Rule> profile(Optional<Place> outer, Optional<Place> inner) {
        Place nothing = new Place("", ToolsSettings.NONE.tools());
        return profile(outer.orElse(nothing), inner.orElse(nothing));
    }

    /** What is said of the model itself goes before what is said of its provider. */
    private static Optional<Place> provider(Place place, ModelRef model) {
        Map<String, OfProvider> said = place.tools().byProvider();
        return Stream.of(model.toString(), model.provider())
                .flatMap(wanted -> said.keySet().stream().filter(key -> key.equalsIgnoreCase(wanted))).findFirst()
                .map(key -> new Place(place.where() + ".byProvider." + key, tools(said.get(key))));
    }

    private static Tools tools(OfProvider said) {
        return new Tools(said.profile(), said.allow(), said.alsoAllow(), said.deny(), null, null);
    }

    private List<Rule> voice(Voice voice, Whose whose, List<Place> places) {
        List<Rule> rules = new ArrayList<>();
        voice.from().ifPresentOrElse(from -> {
            if (!from.direct()) {
                GroupRules.of(settings.channels(), from).ifPresent(rules::add);
            }
            places.forEach(place -> GroupRules.sender(place.tools().toolsBySender().keySet(), from).ifPresent(key -> {
                ToolsSettings.Lists lists = place.tools().toolsBySender().get(key);
                rules.add(new Listed(place.where() + ".toolsBySender." + key, lists.allow(), lists.deny()));
            }));
        }, () -> SessionKeys.scope(whose.session()).filter(SessionKeys.Scope::room)
                .ifPresent(room -> rules.addAll(GroupRules.of(settings.channels(), room.channel(), room.id()))));
        if (!voice.owner()) {
            rules.add(new NotTheOwner());
        }
        return rules;
    }

    /** Names in lists of what is allowed that no tool here has, by the place where they stand. */
    public Map<String, List<String>> strangers(List<String> tools) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        collect(lists, "tools", house);
        settings.agents().entries().forEach((id, entry) -> collect(lists, "agents.entries." + id + ".tools", entry.tools()));
        lists.putAll(GroupRules.allowed(settings.channels()));
        Map<String, List<String>> strangers = new LinkedHashMap<>();
        lists.forEach((where, names) -> {
            List<String> unknown = names.stream().filter(name -> Groups.isStrange(name, tools)).toList();
            if (!unknown.isEmpty()) {
                strangers.put(where, unknown);
            }
        });
        return strangers;
    }

    private static void collect(Map<String, List<String>> lists, String where, Tools tools) {
        lists.put(where + ".allow", tools.allow());
        lists.put(where + ".alsoAllow", tools.alsoAllow());
        lists.put(where + ".subagents.tools.allow", tools.subagents().tools().allow());
        tools.byProvider().forEach((id, of) -> {
            lists.put(where + ".byProvider." + id + ".allow", of.allow());
            lists.put(where + ".byProvider." + id + ".alsoAllow", of.alsoAllow());
        });
        tools.toolsBySender().forEach((key, of) -> lists.put(where + ".toolsBySender." + key + ".allow", of.allow()));
    }
}
