package dev.chela.core.webhook.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.core.webhook.WebhookMapping;
import dev.chela.core.webhook.WebhookMapping.Action;
import dev.chela.core.webhook.WebhookMapping.Match;
import dev.chela.core.webhook.WebhookMapping.Signature;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ready mappings, which the section may say otherwise field by field. Pure. */
public final class Presets {
    private static final String GITHUB = """
            GitHub sent the event below. Say in one to three sentences what happened, and what somebody should do about it, if anything.
            When it is of no interest to a person, answer NO_REPLY and nothing else.

            Event: {{headers.x-github-event}} {{payload.action}}
            Repository: {{payload.repository.full_name}}
            By: {{payload.sender.login}}
            Ref: {{payload.ref}}
            About: {{payload.issue.title}}{{payload.pull_request.title}}{{payload.release.name}}{{payload.discussion.title}}{{payload.workflow_run.name}}
            State: {{payload.pull_request.state}}{{payload.issue.state}}{{payload.workflow_run.conclusion}}
            Address: {{payload.comment.html_url}}{{payload.compare}}{{payload.release.html_url}}{{payload.workflow_run.html_url}}
            Issue or pull request: {{payload.issue.html_url}}{{payload.pull_request.html_url}}
            Commits: {{payload.commits[*].message}}
            Words: {{payload.comment.body}}{{payload.review.body}}""";
    private static final String JSON = """
            Another system sent the event below. Say in one to three sentences what happened, and what somebody should do about it, if
            anything. When it is of no interest to a person, answer NO_REPLY and nothing else.

            {{payload}}""";

    private Presets() {}

    public static List<WebhookMapping> of(List<String> names, @Nullable WebhookMapping github, @Nullable WebhookMapping json) {
        List<WebhookMapping> mappings = new ArrayList<>();
        for (String name : names) {
            mappings.add(switch (name) {
                case "github" -> of("github", "GitHub", GITHUB, Signature.GITHUB, github);
                case "json" -> of("json", "Event", JSON, Signature.STANDARD, json);
                default -> throw new Permanent("hooks.presets: there is no preset '" + name + "'; there are github and json. For other senders"
                        + " write a mapping, with hooks.mappings");
            });
        }
        return mappings;
    }

    private static WebhookMapping of(String id, String name, String template, Signature signature, @Nullable WebhookMapping own) {
        if (own == null || own.secret() == null || own.secret().reveal().isBlank()) {
            throw new Permanent("hooks.presets names " + id + ", which needs hooks." + id + ".secret: the one that the sender signs with");
        }
        Match match = new Match(own.match().path().isEmpty() ? id : own.match().path(), own.match().source(), own.match().events());
        return new WebhookMapping(or(own.id(), id), match, own.action() == null ? Action.AGENT : own.action(), own.wakeMode(), or(own.name(), name),
                own.agentId(), own.sessionKey(), or(own.messageTemplate(), template), own.textTemplate(), own.deliver(), own.channel(), own.to(),
                own.accountId(), own.model(), own.thinking(), own.timeoutSeconds(), own.allowUnsafeExternalContent(), own.idempotencyKey(),
                signature, own.secret(), own.toleranceSeconds(), null, null);
    }

    private static String or(@Nullable String own, String usual) {
        return own == null || own.isBlank() ? usual : own;
    }
}
