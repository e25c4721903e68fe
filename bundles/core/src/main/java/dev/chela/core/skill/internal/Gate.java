package dev.chela.core.skill.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.id.AgentId;
import dev.chela.core.secret.Environment;
import dev.chela.core.skill.AgentSkills;
import dev.chela.core.skill.Skill;
import dev.chela.core.skill.Skill.Needs;
import dev.chela.core.skill.Skills.Standing;
import dev.chela.core.skill.SkillsConfig;
import java.util.List;
import java.util.function.Predicate;

/**
 * Whether a skill may be used here and by whom.
 *
 * @param os as skills call this system
 * @param tree the configuration in force
 */
record Gate(String os, Programs programs, Environment environment, SkillsConfig config, AgentSkills agents, JsonNode tree) {
    Standing judge(Skill skill, AgentId agent) {
        SkillsConfig.Entry entry = entry(skill);
        boolean withheld = skill.source() == Skill.Source.BUNDLED && config.allowBundled() != null && !names(config.allowBundled(), skill);
        boolean granted = agents.allowed(agent).map(allowed -> names(allowed, skill)).orElse(true);
        return new Standing(skill, Boolean.TRUE.equals(entry.enabled()), withheld, granted, missing(skill.meta().needs(), skill.meta().always(), name -> isSet(name, skill, entry)));
    }

    SkillsConfig.Entry entry(Skill skill) {
        return config.entries().getOrDefault(skill.key(), SkillsConfig.Entry.NONE);
    }

    private static boolean names(List<String> allowed, Skill skill) {
        return allowed.contains(skill.key()) || allowed.contains(skill.name());
    }

    /** Of what says {@code always} only the system counts. */
    Needs missing(Needs needs, boolean always, Predicate<String> isSet) {
        List<String> systems = needs.os().isEmpty() || needs.os().contains(os) ? List.of() : needs.os();
        if (always) {
            return new Needs(systems, List.of(), List.of(), List.of(), List.of());
        }
        List<String> any = needs.anyBins().stream().anyMatch(programs::has) ? List.of() : needs.anyBins();
        return new Needs(systems, without(needs.bins(), programs::has), any, without(needs.env(), isSet),
                without(needs.config(), this::holds));
    }

    private static List<String> without(List<String> needed, Predicate<String> there) {
        return needed.stream().filter(there.negate()).toList();
    }

    private boolean isSet(String variable, Skill skill, SkillsConfig.Entry entry) {
        boolean own = entry.env().containsKey(variable) && !entry.env().get(variable).reveal().isEmpty();
        boolean key = variable.equals(skill.meta().primaryEnv()) && !entry.apiKey().reveal().isEmpty();
        return own || key || environment.value(variable).isPresent();
    }

    /** Whether a path of the configuration is there and does not say no. */
    boolean holds(String path) {
        JsonNode at = tree;
        for (String part : path.split("\\.")) {
            at = at.path(part);
        }
        return switch (at.getNodeType()) {
            case MISSING, NULL -> false;
            case BOOLEAN -> at.booleanValue();
            case NUMBER -> at.doubleValue() != 0;
            case STRING -> !at.textValue().isBlank();
            default -> true;
        };
    }
}
