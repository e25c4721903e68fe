package dev.chela.core.webhook.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Defect;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.task.Clock;
import dev.chela.core.agent.Agents;
import dev.chela.core.hash.Sha256;
import dev.chela.core.inbox.Intake;
import dev.chela.core.json.Json;
import dev.chela.core.message.AddressBook;
import dev.chela.core.model.Models;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.SystemEvents;
import dev.chela.core.store.Ledger;
import dev.chela.core.webhook.WebhookMapping;
import dev.chela.core.webhook.Webhooks;
import dev.chela.core.webhook.WebhooksConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes through a call from the front to the back: may it, what does it mean, was it here before, and into the inbox with it. */
@Component(service = Webhooks.class)
public final class WebhookDesk implements Webhooks {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookDesk.class);
    private static final int LONGEST_KEY = 256;
    private static final String BEARER = "bearer ";

    private final Clock clock;
    private final Seen seen;
    private final Fulfilment fulfilment;

    @Activate
    public WebhookDesk(
            @Reference Ledger ledger, @Reference Intake intake, @Reference SystemEvents events, @Reference Agents agents, @Reference Models models,
            @Reference Sessions sessions, @Reference AddressBook book, @Reference Clock clock) {
        this.clock = clock;
        this.seen = new Seen(ledger);
        this.fulfilment = new Fulfilment(ledger, intake, events, models, new Places(agents, sessions, book), clock);
    }

    @Override
    public Admission judge(WebhooksConfig config, Call call) {
        Optional<WebhookMapping> sealed = config.at(call.path()).stream().filter(WebhookMapping::isSealed).findFirst();
        return sealed.map(mapping -> Signatures.judge(mapping, call, clock.now())).orElseGet(() -> byToken(config, call));
    }

    private static Admission byToken(WebhooksConfig config, Call call) {
        String authorization = call.header("authorization");
        String shown = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length()) ? authorization.substring(BEARER.length()).strip()
                : Stream.of("x-chela-token", "x-openclaw-token").map(call::header).filter(token -> !token.isEmpty()).findFirst().orElse("");
        if (shown.isEmpty()) {
            return Admission.NOTHING_SHOWN;
        }
        return Signatures.same(shown, config.token().reveal()) ? Admission.ADMITTED : Admission.WRONG;
    }

    @Override
    public Answer receive(WebhooksConfig config, Call call) {
        Facts facts;
        try {
            facts = new Facts(Bodies.read(call), call, clock.now());
        } catch (Permanent malformed) {
            return refused(400, malformed);
        }
        try {
            return switch (call.path()) {
                case "wake" -> own(config, facts, new Requests(facts.payload()).wake());
                case "agent" -> own(config, facts, new Requests(facts.payload()).agent());
                default -> mapped(config, facts);
            };
        } catch (Permanent impossible) {
            return refused(400, impossible);
        } catch (Transient full) {
            return new Answer(503, error(String.valueOf(full.getMessage())), full.after());
        }
    }

    private Answer own(WebhooksConfig config, Facts facts, Wish wish) {
        JsonNode key = facts.payload().path("idempotencyKey");
        return once(config, facts, facts.call().path(), headerKey(facts.call()).orElse(key.asText("").strip()), wish);
    }

    private Answer mapped(WebhooksConfig config, Facts facts) {
        List<WebhookMapping> here = config.at(facts.call().path());
        Optional<WebhookMapping> mapping = Mapped.first(here, facts);
        if (mapping.isEmpty()) {
            // A sender with a signature of its own is known: it has said something that nobody here wants to hear of.
            boolean known = here.stream().anyMatch(WebhookMapping::isSealed);
            return known ? new Answer(204, Json.object(), Duration.ZERO) : new Answer(404, error("no mapping fits"), Duration.ZERO);
        }
        Mapped meaning = new Mapped(mapping.get(), facts);
        try {
            return once(config, facts, facts.call().path(), key(mapping.get(), meaning, facts.call()), meaning.wish());
        } catch (Permanent misconfigured) {
            LOG.warn("the mapping {} of section hooks cannot be carried out: {}", mapping.get().title(), misconfigured.getMessage());
            return refused(500, misconfigured);
        }
    }

    /**
     * GitHub signs nothing but the body: whoever has seen a delivery could send it again as another one, so that the body itself tells
     * whether it was here.
     */
    private static String key(WebhookMapping mapping, Mapped meaning, Call call) {
        if (mapping.signature() == WebhookMapping.Signature.GITHUB) {
            return Sha256.hex(call.body());
        }
        if (mapping.signature() == WebhookMapping.Signature.STANDARD) {
            return call.header("webhook-id");
        }
        String own = meaning.key();
        return own.isEmpty() ? headerKey(call).or(() -> Optional.of(call.header("x-github-delivery"))).orElse("") : own;
    }

    private static Optional<String> headerKey(Call call) {
        return Stream.of("idempotency-key", "x-chela-idempotency-key", "x-openclaw-idempotency-key").map(call::header)
                .filter(key -> !key.isEmpty()).findFirst();
    }

    private Answer once(WebhooksConfig config, Facts facts, String path, String key, Wish wish) {
        if (key.length() > LONGEST_KEY) {
            throw new Permanent("an idempotency key has at most " + LONGEST_KEY + " characters");
        }
        String digest = Sha256.hex(facts.call().body());
        String name = key.isEmpty() ? "" : path + "\n" + key;
        Optional<Answer> before = answered(name, digest);
        if (before.isPresent()) {
            return before.get();
        }
        Optional<ObjectNode> done = fulfilment.fulfil(config, wish, new Fulfilment.Mark(name, digest));
        return done.map(body -> new Answer(200, body, Duration.ZERO))
                .or(() -> answered(name, digest))
                .orElseThrow(() -> new Defect("a call of a webhook was refused by the inbox though nobody knows its key"));
    }

    private Optional<Answer> answered(String name, String digest) {
        return name.isEmpty() ? Optional.empty() : seen.find(name).map(first -> first.digest().equals(digest)
                ? new Answer(200, first.answer(), Duration.ZERO)
                : new Answer(409, error("this idempotency key stands for another call; choose a new one for each"), Duration.ZERO));
    }

    private static Answer refused(int status, Permanent why) {
        return new Answer(status, error(String.valueOf(why.getMessage())), Duration.ZERO);
    }

    private static ObjectNode error(String message) {
        return Json.object().put("ok", false).put("error", message);
    }
}
