package dev.chela.rpc.skill;

import dev.chela.core.skill.Skill;
import dev.chela.core.skill.Skill.Installer;
import dev.chela.core.skill.Skill.Needs;
import dev.chela.core.skill.Skill.Source;
import dev.chela.core.skill.Skills.Slash;
import dev.chela.core.skill.Skills.Standing;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One skill as clients see it.
 *
 * @param missing what of its requirements is not here
 * @param modelVisible whether models are told of it
 * @param commandVisible whether a slash starts it
 * @param command that slash, without its sign
 */
record SkillRow(
        String name, String description, String source, boolean bundled, String filePath, String baseDir, String skillKey,
        Optional<String> primaryEnv, Optional<String> emoji, Optional<String> homepage, boolean always, boolean disabled,
        boolean blockedByAllowlist, boolean blockedByAgentFilter, boolean eligible, boolean modelVisible, boolean userInvocable,
        boolean commandVisible, Optional<String> command, Requirements requirements, Requirements missing, List<ConfigCheck> configChecks,
        List<Install> install) {
    private static final Map<Source, String> SOURCES = Map.of(
            Source.WORKSPACE, "openclaw-workspace", Source.PROJECT, "agents-skills-project", Source.PERSONAL, "agents-skills-personal",
            Source.MANAGED, "openclaw-managed", Source.BUNDLED, "openclaw-bundled", Source.EXTRA, "openclaw-extra",
            Source.PLUGIN, "openclaw-plugin");

    record Requirements(List<String> bins, List<String> anyBins, List<String> env, List<String> config, List<String> os) {
        static Requirements of(Needs needs) {
            return new Requirements(needs.bins(), needs.anyBins(), needs.env(), needs.config(), needs.os());
        }
    }

    record ConfigCheck(String path, boolean satisfied) {}

    record Install(String id, String kind, String label, List<String> bins) {}

    static SkillRow of(Standing standing, List<Slash> slashes, String os) {
        Skill skill = standing.skill();
        Skill.Meta meta = skill.meta();
        Optional<String> command = slashes.stream().filter(slash -> slash.skill().equals(skill)).map(Slash::name).findFirst();
        return new SkillRow(skill.name(), skill.description(), SOURCES.get(skill.source()), skill.source() == Source.BUNDLED,
                skill.file().toString(), skill.folder().toString(), skill.key(), said(meta.primaryEnv()), said(meta.emoji()),
                said(meta.homepage()), meta.always(), !standing.enabled(), standing.withheld(), !standing.granted(), standing.eligible(),
                standing.usable() && skill.use().byModel(), skill.use().byPerson(), command.isPresent(), command,
                Requirements.of(meta.needs()), Requirements.of(standing.missing()), checks(standing), installs(meta, os));
    }

    private static Optional<String> said(String text) {
        return Optional.of(text).filter(some -> !some.isEmpty());
    }

    private static List<ConfigCheck> checks(Standing standing) {
        return standing.skill().meta().needs().config().stream()
                .map(path -> new ConfigCheck(path, !standing.missing().config().contains(path))).toList();
    }

    private static List<Install> installs(Skill.Meta meta, String os) {
        return meta.installers().stream().filter(one -> one.os().isEmpty() || one.os().contains(os)).map(SkillRow::install).toList();
    }

    private static Install install(Installer installer) {
        return new Install(installer.id(), installer.kind(), installer.label(), installer.bins());
    }
}
