package dev.chela.console.command;

import dev.chela.core.eventwebhook.EventWebhooks;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** The endpoints that are told of events. */
@Service
public final class WebhookNames implements Completer {
    @Reference
    private EventWebhooks webhooks;

    @Override
    public int complete(Session shell, CommandLine line, List<String> candidates) {
        return new StringsCompleter(webhooks.endpoints().stream().map(EventWebhooks.Standing::name).toList()).complete(shell, line, candidates);
    }
}
