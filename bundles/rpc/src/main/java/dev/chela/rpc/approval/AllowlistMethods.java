package dev.chela.rpc.approval;

import dev.chela.api.config.Range;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.approval.Allowlist;
import dev.chela.core.approval.Allowlist.Edit;
import dev.chela.core.approval.Allowlist.Pattern;
import dev.chela.core.approval.Allowlist.Rule;
import dev.chela.core.config.Config;
import dev.chela.core.config.ConfigEditor;
import dev.chela.core.config.ConfigEditor.Outcome;
import dev.chela.core.hash.Sha256;
import dev.chela.core.home.Home;
import dev.chela.core.json.Json;
import dev.chela.core.process.ExecSettings;
import dev.chela.rpc.config.Refusals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code exec.approvals.get} and {@code exec.approvals.set}: OpenClaw keeps a file of this; here its defaults are {@code tools.exec} of the
 * configuration, and its lists the commands that people allowed for good.
 */
@Component(service = RpcMethods.class)
public final class AllowlistMethods implements RpcMethods {
    private static final String METHOD = "exec.approvals.set";
    private static final String FOR_GOOD = "allow-always";
    private static final String DENY = "deny";

    private final Allowlist allowlist;
    private final Config.Live<ExecSettings> settings;
    private final ConfigEditor editor;
    private final String database;

    @Activate
    public AllowlistMethods(@Reference Allowlist allowlist, @Reference Config config, @Reference ConfigEditor editor, @Reference Home home) {
        this.allowlist = allowlist;
        this.settings = config.section("tools.exec", ExecSettings.class);
        this.editor = editor;
        this.database = home.state().resolve("chela.db").toString();
    }

    @Deactivate
    public void stop() {
        settings.close();
    }

    public record GetParams() {}

    /** @param askFallback and {@code autoAllowSkills}: what nobody answers is not run, and no skill is allowed anything by itself */
    public record Defaults(
            Optional<String> security, Optional<String> ask, Optional<String> askFallback, Optional<Boolean> autoAllowSkills) {}

    /**
     * @param pattern the command that was allowed for good, or else which programs may run: see {@link Pattern}
     * @param argPattern what their arguments have to be like
     */
    public record Entry(
            Optional<String> id, String pattern, Optional<String> source, Optional<String> commandText, Optional<String> argPattern) {
        private boolean means(Rule rule) {
            return id.map(rule.id()::equals).orElseGet(() -> source.isPresent() && pattern.equals(rule.command()));
        }

        private boolean means(Pattern other) {
            return source.isEmpty() && pattern.equals(other.program()) && argPattern.orElse("").equals(other.arguments());
        }
    }

    public record Agent(Optional<List<Entry>> allowlist) {}

    public record File(@Range(min = 1, max = 1) int version, Optional<Defaults> defaults, Optional<Map<String, Agent>> agents) {}

    public record Resolved(String security, String ask, String askFallback, boolean autoAllowSkills) {}

    public record Snapshot(String path, boolean exists, String hash, File file, Resolved resolvedDefaults) {}

    @Rpc(value = "exec.approvals.get", scope = Scope.ADMIN)
    public Snapshot get(GetParams params, Caller caller) {
        ExecSettings now = settings.get();
        File file = new File(1, Optional.of(new Defaults(Optional.of(word(now)), Optional.ofNullable(now.ask()).map(ExecSettings.Ask::text),
                Optional.empty(), Optional.empty())), Optional.of(agents()));
        return new Snapshot(database, true, hash(file), file, new Resolved(word(now), now.asking(false).text(), DENY, false));
    }

    private static String word(ExecSettings settings) {
        return Objects.requireNonNull(settings.security()).name().toLowerCase(Locale.ROOT);
    }

    private Map<String, Agent> agents() {
        Map<String, List<Entry>> lists = new TreeMap<>();
        allowlist.rules().forEach(rule -> lists.computeIfAbsent(rule.agent(), agent -> new ArrayList<>()).add(
                new Entry(Optional.of(rule.id()), rule.command(), Optional.of(FOR_GOOD), Optional.of(rule.command()), Optional.empty())));
        allowlist.patterns().forEach(pattern -> lists.computeIfAbsent(pattern.agent(), agent -> new ArrayList<>()).add(
                new Entry(Optional.of(pattern.id()), pattern.program(), Optional.empty(), Optional.empty(),
                        Optional.of(pattern.arguments()).filter(any -> !any.isEmpty()))));
        Map<String, Agent> agents = new LinkedHashMap<>();
        lists.forEach((agent, list) -> agents.put(agent, new Agent(Optional.of(list))));
        return agents;
    }

    private static String hash(File file) {
        return Sha256.hex(Json.write(Json.tree(plain(file))));
    }

    private static List<Object> plain(File file) {
        Defaults defaults = file.defaults().orElseThrow();
        List<String> ids = file.agents().orElse(Map.of()).values().stream().flatMap(agent -> agent.allowlist().orElse(List.of()).stream())
                .map(entry -> entry.id().orElse("")).toList();
        return List.of(defaults.security().orElse(""), defaults.ask().orElse(""), ids);
    }

    public record SetParams(File file, Optional<String> baseHash) {}

    /** Here programs come onto the list, and whatever is on it is taken off; a whole command comes onto it when a person allows it for good. */
    @Rpc(value = METHOD, scope = Scope.ADMIN)
    public Snapshot set(SetParams params, Caller caller) {
        Snapshot before = get(new GetParams(), caller);
        if (params.baseHash().filter(before.hash()::equals).isEmpty()) {
            throw RpcFault.invalid(params.baseHash().isEmpty()
                    ? "exec approvals base hash required; re-run exec.approvals.get and retry with baseHash"
                    : "exec approvals changed since last load; re-run exec.approvals.get and retry");
        }
        Edit edit = edit(params.file().agents().orElse(Map.of()));
        configure(params.file().defaults().orElse(new Defaults(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())),
                before.file().defaults().orElseThrow());
        if (!edit.isEmpty()) {
            allowlist.edit(edit);
        }
        return get(new GetParams(), caller);
    }

    private Edit edit(Map<String, Agent> agents) {
        List<Rule> rules = new ArrayList<>(allowlist.rules());
        List<Pattern> patterns = new ArrayList<>(allowlist.patterns());
        List<Pattern> added = new ArrayList<>();
        agents.forEach((agent, wanted) -> {
            List<Entry> entries = wanted.allowlist().orElse(List.of());
            for (int i = 0; i < entries.size(); i++) {
                Entry entry = entries.get(i);
                if (!rules.removeIf(rule -> rule.agent().equals(agent) && entry.means(rule))
                        && !patterns.removeIf(pattern -> pattern.agent().equals(agent) && entry.means(pattern))) {
                    added.add(fresh(agent, entry, "agents/" + agent + "/allowlist/" + i));
                }
            }
        });
        return new Edit(rules, patterns, added);
    }

    private static Pattern fresh(String agent, Entry entry, String at) {
        if (entry.source().isPresent()) {
            throw invalid(at, "'" + entry.pattern() + "' is not on the list: a command comes onto it when a person allows it for good");
        }
        try {
            return new Pattern("", agent, entry.pattern(), entry.argPattern().orElse(""), 0);
        } catch (IllegalArgumentException e) {
            throw invalid(at, String.valueOf(e.getMessage()));
        }
    }

    private void configure(Defaults wanted, Defaults now) {
        if (wanted.askFallback().filter(word -> !word.equals(DENY)).isPresent()) {
            throw invalid("defaults/askFallback", "must be 'deny': what nobody answers is not run");
        }
        if (wanted.autoAllowSkills().orElse(false)) {
            throw invalid("defaults/autoAllowSkills", "must be false: no skill is allowed anything by itself");
        }
        if (wanted.security().equals(now.security()) && wanted.ask().equals(now.ask())) {
            return;
        }
        var exec = Json.object().putNull("mode").put("security", wanted.security().orElse(null)).put("ask", wanted.ask().orElse(null));
        var patch = Json.object();
        patch.putObject("tools").set("exec", exec);
        Outcome outcome = editor.patch(Json.write(patch), List.of(), Optional.empty());
        if (!(outcome instanceof Outcome.Written)) {
            throw Refusals.of(outcome);
        }
    }

    private static RpcFault invalid(String at, String what) {
        return RpcFault.invalid("invalid " + METHOD + " params: at /file/" + at + ": " + what);
    }
}
