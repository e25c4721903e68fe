package dev.chela.cli.command.pairing;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.json.Json;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A word on somebody who waits at a channel under a code. */
abstract class PairingDecision extends Question {
    @Parameters(index = "0", paramLabel = "CHANNEL", description = "The channel, telegram for example.")
    private String channel;

    @Parameters(index = "1", paramLabel = "CODE", description = "The code that the person was told.")
    private String code;

    @Option(names = "--account", paramLabel = "ID", defaultValue = "", description = "The account of the channel, where several know the code.")
    private String account;

    PairingDecision(Console console) {
        super(console);
    }

    /** The request that is meant, with what else the method wants to know. */
    Json request(Caller caller, Object... more) {
        Json listed = caller.call("channels.pairing.list", Json.object("channel", channel, "accountId", account.isEmpty() ? null : account));
        List<Json> meant = listed.get("requests").items().stream().filter(this::isMeant).toList();
        if (meant.size() != 1) {
            throw Failure.of(meant.isEmpty() ? "Nobody waits at " + channel + " under the code " + code
                    + ". A code holds for one hour; chela pairing list shows who waits"
                    : "Several wait under this code; say which with --account");
        }
        Object[] all = new Object[6 + more.length];
        System.arraycopy(new Object[] {"channel", channel, "accountId", meant.get(0).get("accountId").text(),
            "requestId", meant.get(0).get("requestId").text()}, 0, all, 0, 6);
        System.arraycopy(more, 0, all, 6, more.length);
        return Json.object(all);
    }

    private boolean isMeant(Json request) {
        String asked = code.strip();
        return request.at("metadata.code").text().equals(asked.toUpperCase(Locale.ROOT)) || request.get("requestId").text().equals(asked);
    }
}
