package dev.chela.rpc.channel;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.access.Owners;
import dev.chela.core.access.Pairings;
import dev.chela.core.access.Pairings.Request;
import dev.chela.core.channel.Channels;
import dev.chela.core.channel.Channels.AccountStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code channels.pairing.*}: strangers who wrote over a channel, and those who were let in. */
@Component(service = RpcMethods.class)
public final class PairingMethods implements RpcMethods {
    private final Pairings pairings;
    private final Owners owners;
    private final Channels channels;

    @Activate
    public PairingMethods(@Reference Pairings pairings, @Reference Owners owners, @Reference Channels channels) {
        this.pairings = pairings;
        this.owners = owners;
        this.channels = channels;
    }

    public record ListParams(Optional<String> channel, Optional<String> accountId) {
        boolean covers(String aChannel, String anAccount) {
            return channel.map(aChannel::equals).orElse(true) && accountId.map(anAccount::equals).orElse(true);
        }
    }

    public record Account(String channel, String channelLabel, String accountId, boolean notifySupported) {}

    /** @param metadata {@code code} is what the stranger was told: whoever approves can compare */
    public record Asking(
            String requestId, String channel, String channelLabel, String accountId, String senderId, String senderLabel,
            Map<String, String> metadata, String createdAt, String lastSeenAt, String expiresAt, boolean notifySupported) {}

    public record Limits(int pendingPerAccount, long ttlMs) {}

    public record Listed(List<Account> accounts, List<Asking> requests, boolean commandOwnerConfigured, Limits limits) {}

    @Rpc(value = "channels.pairing.list", scope = Scope.PAIRING)
    public Listed list(ListParams params, Caller caller) {
        Map<String, String> labels = labels();
        List<Account> accounts = channels.accounts().stream().filter(there -> params.covers(there.channel(), there.account()))
                .map((AccountStatus there) -> new Account(there.channel(), label(labels, there.channel()), there.account(), true)).toList();
        List<Asking> requests = pairings.pending().stream().filter(request -> params.covers(request.channel(), request.account()))
                .map(request -> asking(request, label(labels, request.channel()))).toList();
        return new Listed(accounts, requests, owners.configured(),
                new Limits(Pairings.MOST_PENDING, Pairings.LIVES.toMillis()));
    }

    private static Asking asking(Request request, String label) {
        return new Asking(request.id(), request.channel(), label, request.account(), request.sender(),
                request.name().isBlank() ? request.sender() : request.name(), Map.of("code", request.code()), time(request.createdAt()),
                time(request.lastSeenAt()), time(request.expiresAt()), true);
    }

    /** @param requestId the request's id, or the code that the stranger was told */
    public record ApproveParams(
            String channel, String accountId, String requestId, @JsonProperty("notify") Optional<Boolean> tell, Optional<Boolean> bootstrapCommandOwner) {}

    public record Approved(String requestId, String senderId, String notification, String commandOwnerBootstrap) {}

    /** To make somebody the owner takes the scope {@code operator.admin} besides. */
    @Rpc(value = "channels.pairing.approve", scope = Scope.PAIRING)
    public Approved approve(ApproveParams params, Caller caller) {
        boolean bootstrap = params.bootstrapCommandOwner().orElse(false);
        if (bootstrap) {
            caller.require(Scope.ADMIN);
        }
        boolean tell = params.tell().orElse(false);
        Request request = pairings.approve(params.channel(), params.accountId(), params.requestId(), tell)
                .orElseThrow(() -> unknown(params.channel(), params.accountId(), params.requestId()));
        return new Approved(request.id(), request.sender(), tell ? "sent" : "not-requested",
                bootstrap ? bootstrapped(request) : "not-requested");
    }

    private String bootstrapped(Request request) {
        boolean before = owners.configured();
        return owners.bootstrap(request.channel(), request.sender()) ? "configured" : before ? "already-configured" : "unavailable";
    }

    public record DismissParams(String channel, String accountId, String requestId) {}

    public record Dismissed(String requestId, String senderId) {}

    @Rpc(value = "channels.pairing.dismiss", scope = Scope.PAIRING)
    public Dismissed dismiss(DismissParams params, Caller caller) {
        Request request = pairings.dismiss(params.channel(), params.accountId(), params.requestId())
                .orElseThrow(() -> unknown(params.channel(), params.accountId(), params.requestId()));
        return new Dismissed(request.id(), request.sender());
    }

    public record Person(String channel, String accountId, String senderId, String senderLabel, String approvedAt) {}

    public record People(List<Person> people) {}

    /** Who was let in by pairing; OpenClaw has no such method. Who stands in {@code allowFrom} does not stand here. */
    @Rpc(value = "channels.pairing.people", scope = Scope.PAIRING)
    public People people(ListParams params, Caller caller) {
        return new People(pairings.people().stream().filter(person -> params.covers(person.channel(), person.account()))
                .map(person -> new Person(person.channel(), person.account(), person.sender(),
                        person.name().isBlank() ? person.sender() : person.name(), time(person.approvedAt()))).toList());
    }

    public record RemoveParams(String channel, String accountId, String senderId) {}

    public record Removed(String senderId) {}

    /** Takes back what an approval gave; OpenClaw has no such method. */
    @Rpc(value = "channels.pairing.remove", scope = Scope.PAIRING)
    public Removed remove(RemoveParams params, Caller caller) {
        if (!pairings.remove(params.channel(), params.accountId(), params.senderId())) {
            throw RpcFault.invalid("'" + params.senderId() + "' was not let in at " + params.channel() + "/" + params.accountId()
                    + " by pairing; who was says channels.pairing.people");
        }
        return new Removed(params.senderId());
    }

    private static RpcFault unknown(String channel, String account, String request) {
        return RpcFault.invalid("no pairing request '" + request + "' waits at " + channel + "/" + account
                + "; a request lives one hour, and channels.pairing.list shows those that wait");
    }

    private Map<String, String> labels() {
        return channels.types().stream().collect(Collectors.toMap(type -> type.info().id(), type -> type.info().label()));
    }

    private static String label(Map<String, String> labels, String channel) {
        return labels.getOrDefault(channel, channel);
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
