package dev.chela.cli.command.memory;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Facts;
import dev.chela.cli.json.Json;

/** An agent's memory index, in words. */
final class MemoryWords {
    private MemoryWords() {}

    static String of(Console console, Json answer) {
        Facts facts = new Facts(console);
        Json index = answer.get("index");
        facts.add("Agent", answer.get("agentId").text());
        facts.add("Search", !index.get("enabled").isTrue() ? "switched off (memorySearch.enabled)" : mode(answer));
        facts.add("Index", index.get("files").text() + " files, " + index.get("chunks").text() + " passages"
                + (index.get("vectors").text("0").equals("0") ? "" : ", " + index.get("vectors").text() + " vectors")
                + (index.get("dirty").isTrue() ? "; files have changed since, which the next search reads" : ""));
        facts.add("Trouble", answer.get("trouble").text(answer.get("embedding").get("error").text("")));
        facts.add("Kept in", index.get("path").text());
        index.get("refused").items().forEach(why -> facts.add("Not read", why.text()));
        return facts.toString();
    }

    private static String mode(Json answer) {
        String provider = answer.get("provider").text("none");
        return provider.equals("none") ? "by words" : "by words and by meaning (" + provider + ")";
    }
}
