package dev.chela.core.skill.internal;

import dev.chela.api.config.Secret;
import dev.chela.core.process.ChildVariables.Variable;
import dev.chela.core.skill.Skill;
import dev.chela.core.skill.SkillsConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The variables of an agent's skills. Of two skills that set one the first by name keeps it. */
final class Variables {
    private static final Pattern SECRET = Pattern.compile("(?i).*(key|token|secret|pass|auth|credential).*");

    private Variables() {}

    static Map<String, Variable> of(List<Skill> skills, Function<Skill, SkillsConfig.Entry> entries) {
        Map<String, Variable> variables = new HashMap<>();
        for (Skill skill : skills) {
            SkillsConfig.Entry entry = entries.apply(skill);
            entry.env().forEach((name, value) -> put(variables, name, value, SECRET.matcher(name).matches()));
            if (!skill.meta().primaryEnv().isEmpty()) {
                put(variables, skill.meta().primaryEnv(), entry.apiKey(), true);
            }
        }
        return variables;
    }

    private static void put(Map<String, Variable> into, String name, Secret value, boolean secret) {
        if (!value.reveal().isEmpty()) {
            into.putIfAbsent(name, new Variable(value.reveal(), secret));
        }
    }
}
