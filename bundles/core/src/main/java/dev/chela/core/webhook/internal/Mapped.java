package dev.chela.core.webhook.internal;

import dev.chela.core.session.SessionKeys;
import dev.chela.core.webhook.WebhookMapping;
import dev.chela.core.webhook.WebhookMapping.Signature;
import dev.chela.core.webhook.internal.Wish.Author;
import dev.chela.core.webhook.internal.Wish.Deliver;
import dev.chela.core.webhook.internal.Wish.Place;
import dev.chela.core.webhook.internal.Wish.Way;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a mapping makes of a call. Pure but for the marks around what came in. */
final class Mapped {
    private static final Template ALL = new Template("{{payload}}");

    private final WebhookMapping mapping;
    private final Facts facts;

    Mapped(WebhookMapping mapping, Facts facts) {
        this.mapping = mapping;
        this.facts = facts;
    }

    /** The first that fits; empty when there is none, or nothing is to be done. */
    static Optional<WebhookMapping> first(List<WebhookMapping> mappings, Facts facts) {
        return mappings.stream().filter(mapping -> fits(mapping, facts)).findFirst();
    }

    private static boolean fits(WebhookMapping mapping, Facts facts) {
        String source = mapping.match().source();
        return (source.isEmpty() || source.equals(facts.text("payload.source"))) && listens(mapping, facts);
    }

    /** GitHub's ping, after a webhook has been set up, says nothing to anybody. */
    private static boolean listens(WebhookMapping mapping, Facts facts) {
        List<String> events = mapping.match().events();
        String event = facts.text("headers.x-github-event");
        boolean ping = mapping.signature() == Signature.GITHUB && event.equals("ping");
        return events.isEmpty() ? !ping : events.contains(event) || events.contains(event + "." + facts.text("payload.action"));
    }

    Wish wish() {
        String source = "the webhook " + mapping.title();
        if (mapping.wakes()) {
            return new Wish.Wake(Wording.told("[hook:" + mapping.title() + "]", source, template(mapping.textTemplate()), facts, mapping.isTrusted()),
                    mapping.wakeMode() != WebhookMapping.WakeMode.NEXT_HEARTBEAT, place());
        }
        String head = Wording.head(mapping.title(), filled(mapping.name()));
        return new Wish.Turn(Wording.told(head, source, template(mapping.messageTemplate()), facts, mapping.isTrusted()), place(), way(),
                said(mapping.model()), said(mapping.thinking()),
                Optional.ofNullable(mapping.timeoutSeconds()).map(Duration::ofSeconds));
    }

    /** Empty when the mapping does not say what makes two calls one. */
    String key() {
        return filled(mapping.idempotencyKey());
    }

    /** An action wake with a message only, or the other way round, means what it says. */
    private Template template(@Nullable String wanted) {
        return Optional.ofNullable(wanted).or(() -> Optional.ofNullable(mapping.messageTemplate()))
                .or(() -> Optional.ofNullable(mapping.textTemplate())).map(Template::new).orElse(ALL);
    }

    /** What the caller fills in is one part of the key, so that nobody gets into a conversation that was not meant. */
    private Place place() {
        String session = mapping.sessionKey() == null ? ""
                : new Template(mapping.sessionKey()).fill(place -> SessionKeys.part(facts.text(place)));
        return new Place(said(mapping.agentId()), session, Author.OWNER);
    }

    private Way way() {
        Deliver deliver = mapping.deliver() == null ? Deliver.WHERE_KNOWN : mapping.deliver() ? Deliver.YES : Deliver.NO;
        return new Way(deliver, said(mapping.channel()), said(mapping.to()), said(mapping.accountId()));
    }

    private String filled(@Nullable String template) {
        return template == null ? "" : new Template(template).fill(facts::text).strip();
    }

    private static String said(@Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
