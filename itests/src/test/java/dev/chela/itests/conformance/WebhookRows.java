package dev.chela.itests.conformance;

import static dev.chela.itests.conformance.Row.row;

import java.util.List;

/** {@code webhooks.*}, which is Chela's own, with an endpoint where nobody listens: what is tried there fails, and is answered all the same. */
final class WebhookRows {
    static final List<Row> ROWS = List.of(
            row("config.get", "{}"),
            row("config.patch", "{raw: '{webhooks: {endpoints: {nobody: {url: \"http://127.0.0.1:9/\", secret: \"a secret of a test\","
                    + " allowPrivate: true, events: [\"question\"]}}}}', baseHash: '<config.get/hash>'}"),
            row("webhooks.list", "{}"),
            row("webhooks.test", "{endpoint: 'nobody'}"),
            row("webhooks.deadLetters", "{endpoint: 'nobody', limit: 5}"),
            row("webhooks.replay", "{endpoint: 'nobody'}"),
            row("webhooks.skip", "{endpoint: 'nobody'}"));

    private WebhookRows() {}
}
