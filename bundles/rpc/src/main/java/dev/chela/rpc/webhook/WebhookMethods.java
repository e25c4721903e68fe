package dev.chela.rpc.webhook;

import dev.chela.api.config.Range;
import dev.chela.api.fault.Permanent;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.eventwebhook.EventWebhooks;
import dev.chela.core.eventwebhook.EventWebhooks.DeadLetter;
import dev.chela.core.eventwebhook.EventWebhooks.Selection;
import dev.chela.core.eventwebhook.EventWebhooks.Standing;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code webhooks.*}. Times are milliseconds since 1970. */
@Component(service = RpcMethods.class)
public final class WebhookMethods implements RpcMethods {
    private static final int USUAL = 100;

    private final EventWebhooks webhooks;

    @Activate
    public WebhookMethods(@Reference EventWebhooks webhooks) {
        this.webhooks = webhooks;
    }

    public record ListParams() {}

    public record Listed(List<Endpoint> endpoints) {}

    /** @param url scheme and host alone, since a path can be a credential */
    public record Endpoint(String name, String url, boolean configured, boolean enabled, List<String> events, long pending, long dead,
            long lost, Optional<Long> lastDeliveredAt, Optional<String> lastError, Optional<Long> lastErrorAt) {
        static Endpoint of(Standing each) {
            boolean faulty = !each.fault().isEmpty();
            return new Endpoint(each.name(), each.url(), each.configured(), each.enabled(), each.events(), each.pending(), each.dead(),
                    each.lost(), Optional.of(each.deliveredAt()).filter(at -> at > 0), Optional.of(each.fault()).filter(fault -> faulty),
                    Optional.of(each.faultAt()).filter(at -> faulty));
        }
    }

    @Rpc(value = "webhooks.list", scope = Scope.READ)
    public Listed list(ListParams params, Caller caller) {
        return new Listed(webhooks.endpoints().stream().map(Endpoint::of).toList());
    }

    public record DeadParams(Optional<String> endpoint, @Range(min = 1, max = 1000) Optional<Integer> limit) {}

    public record Dead(List<Letter> deadLetters) {}

    /** @param held how many events of its session wait behind it */
    public record Letter(String endpoint, String id, String type, Optional<String> sessionKey, long sequence, int attempts, String error,
            long at, long held) {
        static Letter of(DeadLetter each) {
            return new Letter(each.endpoint(), each.id(), each.type(), each.session(), each.sequence(), each.attempts(), each.why(),
                    each.at(), each.held());
        }
    }

    /** Oldest first. */
    @Rpc(value = "webhooks.deadLetters", scope = Scope.READ)
    public Dead deadLetters(DeadParams params, Caller caller) {
        return asked(() -> new Dead(webhooks.deadLetters(params.endpoint().orElse(""), params.limit().orElse(USUAL)).stream()
                .map(Letter::of).toList()));
    }

    /** @param id one event @param since all that happened since then, delivered or not; without either all dead letters */
    public record ReplayParams(String endpoint, Optional<String> id, Optional<Long> since) {}

    public record Replayed(int replayed) {}

    @Rpc(value = "webhooks.replay", scope = Scope.ADMIN)
    public Replayed replay(ReplayParams params, Caller caller) {
        if (params.id().isPresent() && params.since().isPresent()) {
            throw RpcFault.invalid("invalid webhooks.replay params: at root: must have either id or since, or neither");
        }
        Selection which = params.since().<Selection>map(Selection.Since::new).orElseGet(() -> oneOrDead(params.id()));
        return asked(() -> new Replayed(webhooks.replay(params.endpoint(), which)));
    }

    /** @param id one dead letter; without it all of the endpoint */
    public record SkipParams(String endpoint, Optional<String> id) {}

    public record Skipped(int skipped) {}

    @Rpc(value = "webhooks.skip", scope = Scope.ADMIN)
    public Skipped skip(SkipParams params, Caller caller) {
        return asked(() -> new Skipped(webhooks.skip(params.endpoint(), oneOrDead(params.id()))));
    }

    private static Selection oneOrDead(Optional<String> id) {
        return id.<Selection>map(Selection.One::new).orElseGet(Selection.Dead::new);
    }

    public record TestParams(String endpoint) {}

    /** @param status absent when there was no answer */
    public record Tested(boolean delivered, String id, Optional<Integer> status, Optional<String> error) {}

    @Rpc(value = "webhooks.test", scope = Scope.ADMIN)
    public Tested test(TestParams params, Caller caller) {
        EventWebhooks.Tried tried = asked(() -> webhooks.test(params.endpoint()));
        return new Tested(tried.taken(), tried.id(), Optional.of(tried.status()).filter(status -> status > 0),
                Optional.of(tried.fault()).filter(fault -> !fault.isEmpty()));
    }

    private static <T> T asked(Supplier<T> what) {
        try {
            return what.get();
        } catch (Permanent refused) {
            throw RpcFault.invalid(String.valueOf(refused.getMessage()));
        }
    }
}
