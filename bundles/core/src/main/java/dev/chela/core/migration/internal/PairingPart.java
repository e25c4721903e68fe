package dev.chela.core.migration.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.fault.Permanent;
import dev.chela.core.access.Pairings;
import dev.chela.core.json.Json;
import dev.chela.core.migration.internal.Findings.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Brings over who was let in over a channel: {@code credentials/<channel>-allowFrom.json}, for each account that the channel has. */
public final class PairingPart {
    private static final Pattern FILE = Pattern.compile("([a-z0-9-]+?)-(allowFrom|pairing)\\.json");

    private final Pairings pairings;

    public PairingPart(Pairings pairings) {
        this.pairings = pairings;
    }

    public void bring(SourceHouse source, Findings findings) {
        for (Path file : SourceHouse.list(source.root().resolve("credentials"))) {
            Matcher name = FILE.matcher(file.getFileName().toString());
            if (name.matches() && name.group(2).equals("allowFrom")) {
                read(file, findings).ifPresent(store -> people(source, name.group(1), store.path("allowFrom"), findings));
            } else if (name.matches()) {
                read(file, findings).ifPresent(store -> waiting(name.group(1), store.path("requests"), findings));
            }
        }
    }

    private static Optional<JsonNode> read(Path file, Findings findings) {
        try {
            return Optional.of(Json.read(Files.readString(file)));
        } catch (IOException | Permanent unreadable) {
            findings.left(Kind.PAIRINGS, file.toString(), "cannot be read: " + unreadable.getMessage());
            return Optional.empty();
        }
    }

    private void people(SourceHouse source, String channel, JsonNode listed, Findings findings) {
        for (JsonNode entry : listed) {
            String sender = sender(entry.asText(), channel);
            if (sender.isEmpty() || sender.equals("*")) {
                findings.left(Kind.PAIRINGS, channel + " \"" + entry.asText() + "\"", "names no person; who may write to everybody says"
                        + " channels." + channel + ".dmPolicy");
            } else {
                accounts(source, channel).forEach(account -> person(channel, account, sender, findings));
            }
        }
    }

    private void person(String channel, String account, String sender, Findings findings) {
        boolean known = findings.rehearsal() ? pairings.knows(channel, account, sender) : !pairings.admit(channel, account, sender);
        if (known) {
            findings.there(Kind.PAIRINGS, 1);
        } else {
            findings.brought(Kind.PAIRINGS, 1);
        }
    }

    /** The other house let people in to all accounts of a channel at once. */
    private static List<String> accounts(SourceHouse source, String channel) {
        List<String> accounts = new ArrayList<>();
        source.config().path("channels").path(channel).path("accounts").fieldNames().forEachRemaining(accounts::add);
        return accounts.isEmpty() ? List.of("default") : accounts;
    }

    private static String sender(String entry, String channel) {
        String id = entry.strip();
        return id.regionMatches(true, 0, channel + ":", 0, channel.length() + 1) ? id.substring(channel.length() + 1).strip() : id;
    }

    private static void waiting(String channel, JsonNode requests, Findings findings) {
        for (JsonNode request : requests) {
            findings.left(Kind.PAIRINGS, channel + " " + request.path("id").asText(), "waits to be let in; a code lives one hour and is"
                    + " answered where it was asked: let this person write again");
        }
    }
}
