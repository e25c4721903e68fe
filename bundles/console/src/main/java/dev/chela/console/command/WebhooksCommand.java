package dev.chela.console.command;

import dev.chela.api.fault.Permanent;
import dev.chela.core.eventwebhook.EventWebhooks;
import dev.chela.core.eventwebhook.EventWebhooks.Selection;
import dev.chela.core.eventwebhook.EventWebhooks.Tried;
import java.io.PrintStream;
import java.time.Instant;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;

@Service
@Command(scope = "chela", name = "webhooks", description = "Lists who is told of events and what was not taken, posts it again or gives it up, or tests an endpoint.")
public final class WebhooksCommand extends HouseCommand {
    private static final int MOST = 100;

    @Argument(index = 0, name = "what", description = "list, dead, replay, skip or test")
    @Completion(value = StringsCompleter.class, values = {"list", "dead", "replay", "skip", "test"})
    private String what = "list";

    @Argument(index = 1, name = "endpoint", description = "As the list shows it")
    @Completion(WebhookNames.class)
    private @Nullable String endpoint;

    @Argument(index = 2, name = "event", description = "One dead letter; all of the endpoint when not given")
    private @Nullable String event;

    @Reference
    private EventWebhooks webhooks;

    @Override
    void run(PrintStream out) {
        switch (what) {
            case "list" -> list(out);
            case "dead" -> dead(out);
            case "replay" -> out.println(webhooks.replay(named(), selection()) + " on the way again.");
            case "skip" -> out.println(webhooks.skip(named(), selection()) + " given up.");
            case "test" -> test(out);
            default -> throw new Permanent("'" + what + "' is none of list, dead, replay, skip, test");
        }
    }

    private void list(PrintStream out) {
        Table table = new Table("Nobody is told of events. An address goes into webhooks.endpoints.", "Endpoint", "Url", "Waiting", "Dead",
                "Lost", "State");
        webhooks.endpoints().forEach(each -> table.row(each.name(), each.url(), each.pending(), each.dead(), each.lost(),
                !each.configured() ? "not configured any more" : each.enabled() ? each.fault() : "off"));
        print(table, out);
    }

    private void dead(PrintStream out) {
        Table table = new Table("There are no dead letters.", "Endpoint", "Event", "Type", "Session", "When", "Holds", "Why");
        webhooks.deadLetters(endpoint == null ? "" : endpoint, MOST).forEach(each -> table.row(each.endpoint(), each.id(), each.type(),
                each.session().orElse(""), Instant.ofEpochMilli(each.at()), each.held(), each.why()));
        print(table, out);
    }

    private void test(PrintStream out) {
        Tried tried = webhooks.test(named());
        out.println(Plain.line(tried.taken() ? "Taken, with status " + tried.status() : "Not taken: " + tried.fault()));
    }

    private String named() {
        if (endpoint == null) {
            throw new Permanent("say for which endpoint; chela:webhooks lists them");
        }
        return endpoint;
    }

    private Selection selection() {
        return event == null ? new Selection.Dead() : new Selection.One(event);
    }
}
