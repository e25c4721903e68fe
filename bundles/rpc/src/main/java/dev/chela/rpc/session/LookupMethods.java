package dev.chela.rpc.session;

import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.agent.Agents;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code sessions.resolve}: from what a person remembers of a session to its key. */
@Component(service = {RpcMethods.class, LookupMethods.class})
public final class LookupMethods implements RpcMethods {
    private static final int MOST_CANDIDATES = 10;

    private final Sessions sessions;
    private final Agents agents;

    @Activate
    public LookupMethods(@Reference Sessions sessions, @Reference Agents agents) {
        this.sessions = sessions;
        this.agents = agents;
    }

    /**
     * @param shortId the beginning of a session's id
     * @param slugHint words of the title, which decide among several that begin alike
     * @param reference what the address of a page names
     * @param spawnedBy only what this session set to work
     */
    public record Params(
            Optional<String> key, Optional<String> sessionId, Optional<String> label, Optional<String> shortId,
            Optional<String> slugHint, Optional<Address> reference, Optional<String> agentId, Optional<String> spawnedBy, Optional<Boolean> includeGlobal,
            Optional<Boolean> includeUnknown, Optional<Boolean> allowMissing) {
        private String wanted() {
            List<String> given = Stream.of(key, sessionId, label, shortId, reference.map(Address::key)).flatMap(Optional::stream).toList();
            if (given.size() != 1) {
                throw RpcFault.invalid("invalid sessions.resolve params: at root: must have exactly one of key, sessionId, label, shortId, reference");
            }
            if (given.get(0).isBlank()) {
                throw RpcFault.invalid("invalid sessions.resolve params: at root: what is looked for must not be empty");
            }
            return given.get(0);
        }
    }

    /** @param slug words of the title, for when no session has the key */
    public record Address(String key, Optional<String> slug) {}

    /** The one that was found, or those that it may be. */
    public sealed interface Resolution permits Found, Several {}

    public record Found(boolean ok, String key, String agentId, Optional<String> displayName) implements Resolution {}

    public record Several(boolean ok, Optional<List<Candidate>> candidates) implements Resolution {}

    public record Candidate(String key, String agentId, Optional<String> displayName) {}

    @Rpc(value = "sessions.resolve", scope = Scope.READ)
    public Resolution resolve(Params params, Caller caller) {
        String wanted = params.wanted();
        List<Session> found = found(params);
        if (found.isEmpty() && !params.allowMissing().orElse(false)) {
            throw RpcFault.invalid("No session found: " + wanted);
        }
        if (found.size() == 1) {
            Candidate only = candidate(found.get(0));
            return new Found(true, only.key(), only.agentId(), only.displayName());
        }
        return new Several(false, found.isEmpty() ? Optional.empty()
                : Optional.of(found.stream().limit(MOST_CANDIDATES).map(LookupMethods::candidate).toList()));
    }

    /** The keys of the sessions whose id begins so. */
    public List<String> begun(String shortId, Optional<String> slugHint, Optional<String> agentId) {
        Params params = new Params(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(shortId), slugHint, Optional.empty(),
                agentId, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        return shortId.isBlank() ? List.of() : found(params).stream().map(session -> session.key().value()).toList();
    }

    private List<Session> found(Params params) {
        List<Session> all = sessions.list().stream().filter(wherever(params)).toList();
        if (params.reference().isPresent()) {
            return addressed(all, params.reference().get(), params.agentId());
        }
        Optional<SessionKey> key = params.key().map(text -> Keys.read(agents, text, params.agentId()));
        Predicate<Session> fits = session -> key.map(session.key()::equals).orElse(true)
                && params.sessionId().map(session.id()::equals).orElse(true)
                && params.label().map(session.label()::equals).orElse(true)
                && params.shortId().map(start -> session.id().startsWith(start.toLowerCase(Locale.ROOT))).orElse(true);
        List<Session> fitting = all.stream().filter(fits).toList();
        List<Session> hinted = fitting.stream().filter(session -> params.slugHint().map(hint -> slug(session).contains(slug(hint)))
                .orElse(true)).toList();
        return hinted.isEmpty() ? fitting : hinted;
    }

    private Predicate<Session> wherever(Params params) {
        Optional<String> parent = params.spawnedBy().map(by -> Keys.read(agents, by, params.agentId()).value());
        return session -> parent.map(session.source().spawnedBy()::equals).orElse(true)
                && params.agentId().map(id -> session.key().agent().equals(new AgentId(id))).orElse(true);
    }

    /** The session that has the key, else those whose title is the slug. */
    private List<Session> addressed(List<Session> all, Address reference, Optional<String> agentId) {
        SessionKey key = Keys.read(agents, reference.key(), agentId);
        List<Session> exact = all.stream().filter(session -> session.key().equals(key)).toList();
        return exact.isEmpty()
                ? all.stream().filter(session -> reference.slug().map(words -> slug(session).equals(slug(words))).orElse(false)).toList()
                : exact;
    }

    private static String slug(Session session) {
        return slug(name(session).orElse(""));
    }

    private static String slug(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-");
    }

    private static Optional<String> name(Session session) {
        return Stream.of(session.label(), session.last().title()).filter(text -> !text.isEmpty()).findFirst();
    }

    private static Candidate candidate(Session session) {
        return new Candidate(session.key().value(), session.key().agent().value(), name(session));
    }
}
