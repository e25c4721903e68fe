package dev.chela.itests.fuzz;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.itests.conformance.Row;
import dev.chela.itests.conformance.Table;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** The frames that are spoilt: the valid calls of the table of conformance. */
public final class Corpus {
    /** Whoever may rewrite the whole configuration may also end every connection by it; these are tried by those who may not. */
    private static final Set<String> HOUSEKEEPERS = Set.of("config.set", "config.apply", "config.patch");
    /** A command that a spoilt frame makes up would run on this machine, and a slow answer would only cost time. */
    private static final String NOT_SPOILT = ".*(tool exec|delay=|make).*";

    private final List<Row> calls;

    private Corpus(List<Row> calls) {
        this.calls = calls;
    }

    /** For connections that may not administer. */
    public static Corpus whole() {
        return new Corpus(Table.rows().stream().filter(row -> !row.params().toString().matches(NOT_SPOILT)).toList());
    }

    /** For connections that may do everything. */
    public Corpus ofAnOwner() {
        return new Corpus(calls.stream().filter(row -> !HOUSEKEEPERS.contains(row.method())).toList());
    }

    public ObjectNode request(Random random, String id) {
        Row row = calls.get(random.nextInt(calls.size()));
        ObjectNode frame = JsonNodeFactory.instance.objectNode().put("type", "req").put("id", id).put("method", row.method());
        return frame.set("params", row.params().deepCopy());
    }

    /** @param token the right one; some of the spoilt frames will still have it */
    public static ObjectNode connect(String id, String token) {
        ObjectNode frame = JsonNodeFactory.instance.objectNode().put("type", "req").put("id", id).put("method", "connect");
        ObjectNode params = frame.putObject("params").put("minProtocol", 4).put("maxProtocol", 4).put("role", "operator").put("locale", "en");
        params.putArray("scopes").add("operator.read").add("operator.write");
        params.putArray("caps").add("tool-events");
        params.putObject("client").put("id", "cli").put("version", "1").put("platform", "test").put("mode", "cli");
        params.putObject("auth").put("token", token);
        params.putObject("device").put("id", "0badc0de").put("publicKey", "AAAA").put("signature", "AAAA").put("signedAt", 1).put("nonce", "n");
        return frame;
    }
}
