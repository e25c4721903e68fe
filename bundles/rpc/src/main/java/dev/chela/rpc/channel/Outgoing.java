package dev.chela.rpc.channel;

import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.grant.Messages.Action;
import dev.chela.api.grant.Messages.Done;
import dev.chela.api.grant.Messages.Enclosure;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.rpc.RpcFault;
import dev.chela.core.agent.Agents;
import dev.chela.core.files.FileGrants;
import dev.chela.core.media.Enclosures.Reach;
import dev.chela.core.message.Messenger;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.session.Notes;
import dev.chela.core.session.SessionKeys;
import dev.chela.rpc.session.Keys;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Does on channels what clients ask for, and tells them in the protocol's words what became of it. */
@Component(service = Outgoing.class)
public final class Outgoing {
    private static final List<String> CLIENTS_FAULT = List.of("NOT_FOUND", "BAD_FORMAT");

    private final Messenger messenger;
    private final Notes notes;
    private final Agents agents;
    private final FileGrants files;

    @Activate
    public Outgoing(@Reference Messenger messenger, @Reference Notes notes, @Reference Agents agents, @Reference FileGrants files) {
        this.files = files;
        this.messenger = messenger;
        this.notes = notes;
        this.agents = agents;
    }

    /** @param messageId the platform's id of the first message that it became; this house's own where the platform has none */
    public record Sent(String runId, String messageId, String channel, String accountId, String to) {}

    /**
     * The conversation that is to know of it.
     *
     * @param sessionKey which must be there
     * @param agentId whose, where the key does not say
     */
    record Told(Optional<String> sessionKey, Optional<String> agentId) {
        static final Told NOBODY = new Told(Optional.empty(), Optional.empty());
    }

    /** One thing at a time does something on the platform, and may be interrupted when the gateway stops. */
    @FunctionalInterface
    private interface Doing {
        Done done() throws InterruptedException;
    }

    /**
     * Paths of files lead where they lead for the agent whose session is told, else for the first agent: whoever may write here may also ask
     * that agent for its files.
     *
     * @param key that no other thing has
     * @param id as the client called it
     */
    Sent send(String key, String id, ReturnAddress to, Action.Send send, Told told) {
        Optional<SessionKey> session = told.sessionKey().map(named -> Keys.read(agents, named, told.agentId()));
        SessionKey whose = session.orElseGet(() -> SessionKeys.main(told.agentId().map(AgentId::new).orElseGet(() -> agents.primary().id())));
        Reach reach = path -> files.readable(agents.get(whose.agent()), whose, path);
        return answer(id, to, () -> session.isEmpty() ? messenger.act(key, to, send, reach)
                : messenger.send(key, to, send, reach, sending -> notes.add(session.get(), told(send), sending)));
    }

    /** What stands in the conversation: of a file its name. */
    private static String told(Action.Send send) {
        return Stream.concat(Stream.of(send.text()), send.files().stream().map(file -> "[media attached: " + called(file) + "]"))
                .filter(line -> !line.isBlank()).collect(Collectors.joining("\n"));
    }

    private static String called(Enclosure file) {
        String place = file instanceof Enclosure.At at && !at.place().startsWith("data:") ? at.place() : "file";
        return file.name().isBlank() ? place : file.name();
    }

    /** As {@link #send}, for what is no message. */
    Sent act(String key, String id, ReturnAddress to, Action action) {
        return answer(id, to, () -> messenger.act(key, to, action, Reach.NOWHERE));
    }

    private static Sent answer(String id, ReturnAddress to, Doing doing) {
        try {
            return sent(id, to, doing.done());
        } catch (Permanent | Denied impossible) {
            throw RpcFault.invalid(String.valueOf(impossible.getMessage()));
        } catch (Transient atWork) {
            throw RpcFault.unavailable(atWork.getMessage() + "; nothing was sent", atWork.after().toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw queued("the gateway stops; this is kept and done when it is back");
        }
    }

    private static Sent sent(String id, ReturnAddress to, Done done) {
        return switch (done.state()) {
            case SENT -> new Sent(id, done.messages().stream().findFirst().orElse(id), to.channel(), to.account(), to.conversation().id());
            case ON_ITS_WAY -> throw queued(to.channel() + " has not taken it yet; it is kept and done when it does");
            case IN_DOUBT -> throw new RpcFault("UNAVAILABLE", "nobody knows whether it arrived: " + done.why(), Map.of("code", "OUTBOUND_IN_DOUBT"), -1);
            case REFUSED -> throw refused(to, done.why());
        };
    }

    private static RpcFault refused(ReturnAddress to, String why) {
        String told = to.channel() + " refused this for " + to.conversation().id() + ": " + why;
        return CLIENTS_FAULT.stream().anyMatch(why::startsWith) ? RpcFault.invalid(told) : new RpcFault("UNAVAILABLE", told, Map.of(), -1);
    }

    private static RpcFault queued(String why) {
        return new RpcFault("UNAVAILABLE", why, Map.of("code", "OUTBOUND_DELIVERY_QUEUED"), 1000);
    }
}
