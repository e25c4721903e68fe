package dev.chela.cli.command.plugins;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Facts;
import dev.chela.cli.json.Json;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What would become of a jar, or of all that a feature file or an archive names, for people. */
final class OutlookWords {
    private static final int SHOWN = 12;

    private final Console console;
    private final Json outlook;

    OutlookWords(Console console, Json outlook) {
        this.console = console;
        this.outlook = outlook;
    }

    @Override
    public String toString() {
        List<Json> several = outlook.get("contains").items();
        String facts = several.isEmpty() ? facts() : several.stream().map(plugin -> new OutlookWords(console, plugin).facts()).collect(Collectors.joining("\n\n"));
        Facts also = new Facts(console);
        also.add("Puts aside", generations("aside"));
        also.add("Withdraws", generations("withdraws"));
        return Stream.of(facts, also.toString(), verdict()).filter(part -> !part.isEmpty()).collect(Collectors.joining("\n\n"));
    }

    private String generations(String which) {
        return outlook.get(which).items().stream().map(plugin -> plugin.get("pluginId").text() + " " + plugin.get("version").text()).collect(Collectors.joining(", "));
    }

    private String facts() {
        Facts facts = new Facts(console);
        facts.add("Plugin", (outlook.get("pluginId").text() + " " + outlook.get("version").text()).strip());
        facts.add("SHA-256", outlook.get("sha256").text());
        facts.add("Signature", outlook.at("signature.words").text());
        facts.add("Brings", words(outlook.get("provides")));
        facts.add("Wants", words(outlook.get("wants")));
        facts.add("Would run", outlook.get("lane").text());
        facts.add("Built against", outlook.get("api").items().stream().map(OutlookWords::api).collect(Collectors.joining(", ")));
        facts.add("In the place of", before());
        facts.add("As", outlook.get("ok").isTrue() ? "deploy/" + outlook.get("file").text() : "");
        facts.add("Steps", words(outlook.get("steps")));
        facts.add("Refreshes", outlook.get("refreshed").items().stream().map(tie -> tie.get("what").text() + ": " + tie.get("with").text())
                .collect(Collectors.joining("; ")));
        facts.add("Waits for", outlook.get("running").number().filter(calls -> calls > 0).map(calls -> calls + (calls == 1 ? " call" : " calls")).orElse(""));
        facts.add("Pauses", words(outlook.get("pauses")));
        return facts.toString();
    }

    private static String words(Json list) {
        return list.items().stream().map(Json::text).collect(Collectors.joining(", "));
    }

    private static String api(Json wanted) {
        return wanted.get("name").text() + " " + wanted.get("wanted").text() + " (here " + wanted.get("here").text("none") + ")";
    }

    private String before() {
        String sha256 = outlook.get("before").get("sha256").text();
        return sha256.isEmpty() ? "" : outlook.get("before").get("version").text() + ", " + sha256.substring(0, Math.min(SHOWN, sha256.length()));
    }

    private String verdict() {
        if (!outlook.get("ok").isTrue()) {
            return outlook.get("file").text() + " would be refused: " + outlook.get("problem").text();
        }
        boolean changes = outlook.get("changes").isTrue() || !outlook.get("steps").items().isEmpty();
        return changes ? "Nothing speaks against it. Whether it starts well is seen when it is started; if not, it is taken back." : "It is what is in place already.";
    }
}
