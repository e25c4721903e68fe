package dev.chela.core.command.internal;

import dev.chela.api.command.CommandCall;
import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.id.ModelRef;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Clock;
import dev.chela.core.agent.Agents;
import dev.chela.core.approval.Elevation;
import dev.chela.core.command.Directives;
import dev.chela.core.inbox.Leash;
import dev.chela.core.inbox.Manner;
import dev.chela.core.inbox.Said;
import dev.chela.core.model.ModelWish;
import dev.chela.core.model.Models;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Settings.Setting;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What directives may say, and what comes of it: alone in a message it holds for the session, else for that message. */
@Component(service = {Directives.class, Levels.class})
public final class Levels implements Directives {
    private static final String DEFAULT = "default";
    private static final String OFF = "off";
    private static final String STATUS = "status";
    private static final List<String> VERBOSE = List.of(OFF, "on", "full");
    private static final Pattern STEER = Pattern.compile("\\s*/(?:steer|tell)(?::\\s*|\\s+)(\\S.*)", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private final Sessions sessions;
    private final Models models;
    private final Agents agents;
    private final Clock clock;
    private final Elevation elevation;

    @Activate
    public Levels(@Reference Sessions sessions, @Reference Models models, @Reference Agents agents, @Reference Clock clock,
            @Reference Elevation elevation) {
        this.elevation = elevation;
        this.sessions = sessions;
        this.models = models;
        this.agents = agents;
        this.clock = clock;
    }

    @Override
    public Optional<Said> read(SessionKey session, Said said) {
        Matcher steer = STEER.matcher(said.text());
        String text = steer.matches() ? steer.group(1) : said.text();
        ExecWords exec = ExecWords.within(text);
        DirectiveWords words = DirectiveWords.of(exec.rest(), (directive, word) -> known(session, directive).contains(word.toLowerCase(Locale.ROOT))
                || directive == Directive.MODEL && resolves(word));
        if (!steer.matches() && (words.found().isEmpty() && !exec.says() || words.rest().isBlank())) {
            return Optional.empty();
        }
        Map<Directive, String> found = words.found();
        if (found.containsKey(Directive.MODEL)) {
            settle(session, Map.of(Directive.MODEL, found.get(Directive.MODEL)));
        }
        String left = words.rest().isBlank() ? text : words.rest();
        return Optional.of(new Said(said.session(), left, said.media(), said.model(), manner(said.manner(), found, exec, steer.matches()), said.aside(), said.mandate()));
    }

    private static Manner manner(Manner manner, Map<Directive, String> found, ExecWords exec, boolean steers) {
        Manner.Queue usual = steers ? Manner.Queue.STEER : manner.queue();
        Manner.Queue queue = found.containsKey(Directive.QUEUE)
                ? Manner.Queue.valueOf(found.get(Directive.QUEUE).toUpperCase(Locale.ROOT)) : usual;
        return manner.like(queue, said(found, Directive.THINK, manner.thinking()), new Manner.Levels(
                said(found, Directive.VERBOSE, manner.levels().verbose()), said(found, Directive.REASONING, manner.levels().reasoning()),
                said(found, Directive.TRACE, manner.levels().trace()), said(found, Directive.FAST, manner.levels().fast()),
                leash(manner.levels().leash(), exec, said(found, Directive.ELEVATED, manner.levels().leash().elevated()))));
    }

    private static Leash leash(Leash before, ExecWords exec, String elevated) {
        return new Leash(exec.get(ExecWords.SECURITY, before.security()), exec.get(ExecWords.ASK, before.ask()), exec.get(ExecWords.HOST, before.host()),
                elevated.equals(DEFAULT) ? "" : elevated);
    }

    private static String said(Map<Directive, String> found, Directive directive, String otherwise) {
        return found.getOrDefault(directive, otherwise).toLowerCase(Locale.ROOT);
    }

    /** The levels that there are; of models none, since they are found by more than a name. */
    List<String> known(SessionKey session, Directive directive) {
        return switch (directive) {
            case THINK -> models.thinkingLevels(model(sessions.open(session)));
            case VERBOSE -> VERBOSE;
            case FAST -> models.canBeFast(model(sessions.open(session))) ? Setting.FAST.known() : List.of();
            default -> directive.setting().map(Setting::known).orElse(List.of());
        };
    }

    private ModelRef model(Session session) {
        return models.resolve(session.chosenModel().orElse(agents.get(session.key().agent()).model()));
    }

    boolean resolves(String model) {
        try {
            ModelWish.of(models, model);
            return true;
        } catch (Permanent unknown) {
            return false;
        }
    }

    /** Whether it stands before something for the assistant, rather than alone. */
    boolean precedes(SessionKey session, Directive directive, String args) {
        DirectiveWords words = words(session, directive, args);
        return !words.found().isEmpty() && !words.rest().isBlank();
    }

    private DirectiveWords words(SessionKey session, Directive directive, String args) {
        return DirectiveWords.of("/" + directive.word() + " " + args, (kind, word) -> word.equalsIgnoreCase(DEFAULT)
                || known(session, kind).contains(word.toLowerCase(Locale.ROOT)) || isOff(kind, word) || kind == Directive.MODEL && resolves(word));
    }

    /** Who cannot be told to think may be told not to. */
    private static boolean isOff(Directive directive, String word) {
        return directive == Directive.THINK && word.equalsIgnoreCase(OFF);
    }

    /** What a directive alone in a message comes to, said to the person. */
    String order(CommandCall call, Directive directive) {
        SessionKey session = call.session();
        String args = call.args();
        if (args.isBlank() || args.equalsIgnoreCase(STATUS)) {
            return shown(session, directive);
        }
        DirectiveWords words = words(session, directive, args);
        if (words.found().isEmpty() || !words.rest().isBlank()) {
            return "\"" + args.split("\\s+")[0] + "\" says nothing to /" + directive.word() + ". " + choices(session, directive);
        }
        check(call, words.found());
        settle(session, words.found());
        return words.found().keySet().stream().map(kind -> shown(session, kind).lines().findFirst().orElse(""))
                .collect(Collectors.joining("\n"));
    }

    /** @throws Denied when it would have commands leave the sandbox, and whoever says so may not */
    private void check(CommandCall call, Map<Directive, String> found) {
        String level = found.getOrDefault(Directive.ELEVATED, OFF);
        if (!level.equalsIgnoreCase(OFF) && !level.equalsIgnoreCase(DEFAULT)) {
            elevation.refusal(call.session().agent(), call.channel(), call.sender()).ifPresent(why -> {
                throw new Denied("your commands stay in their sandbox: " + why);
            });
        }
    }

    private void settle(SessionKey session, Map<Directive, String> found) {
        sessions.commit(session, "levels", "patch", (current, step) -> {
            Session changed = current;
            for (Map.Entry<Directive, String> each : found.entrySet()) {
                String level = each.getValue().equalsIgnoreCase(DEFAULT) ? "" : each.getValue();
                changed = settled(changed, each.getKey(), level);
            }
            return changed;
        });
    }

    private Session settled(Session session, Directive directive, String level) {
        String lower = level.toLowerCase(Locale.ROOT);
        return switch (directive) {
            case THINK -> session.thinking(models.thinkingLevels(model(session)).contains(lower) ? lower : "", clock.now().toEpochMilli());
            case VERBOSE -> session.looking(session.look().verbose(lower));
            case MODEL -> using(session, level);
            default -> directive.setting().map(setting -> session.settled(session.settings().with(setting, lower))).orElse(session);
        };
    }

    private Session using(Session session, String wanted) {
        long now = clock.now().toEpochMilli();
        if (wanted.isEmpty()) {
            return session.using("", now);
        }
        ModelWish wish = ModelWish.of(models, wanted);
        return session.using(wish.model().toString(), wish.profile(), now);
    }

    private String shown(SessionKey key, Directive directive) {
        Session session = sessions.open(key);
        String now = switch (directive) {
            case THINK -> session.thinking();
            case VERBOSE -> session.look().verbose();
            case MODEL -> model(session).toString();
            default -> directive.setting().map(session.settings()::get).orElse("");
        };
        String name = directive.name().charAt(0) + directive.name().substring(1).toLowerCase(Locale.ROOT);
        return name + ": " + (now.isEmpty() ? DEFAULT : now) + "\n" + choices(key, directive);
    }

    private String choices(SessionKey session, Directive directive) {
        List<String> known = known(session, directive);
        return known.isEmpty() ? model(sessions.open(session)) + (directive == Directive.FAST ? " has no faster service." : " cannot be told how hard to think.")
                : "Use /" + directive.word() + " " + String.join("|", known) + "|" + DEFAULT + ".";
    }
}
