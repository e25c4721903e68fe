package dev.chela.cli.target;

import dev.chela.cli.Failure;
import dev.chela.cli.json.Json;
import dev.chela.cli.json.JsonText;
import dev.chela.cli.json.MalformedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The few keys of chela.json5 that say how to reach the gateway, for when nothing else does. */
public final class ConfigFile {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_][A-Z0-9_]*)}");

    private final Surroundings surroundings;

    public ConfigFile(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** The whole file; absent when there is none. Fails when it cannot be read or parsed, naming the line. */
    public Json read() {
        if (!Files.exists(surroundings.configFile())) {
            return Json.ABSENT;
        }
        try {
            return JsonText.parseJson5(Files.readString(surroundings.configFile()));
        } catch (MalformedJson e) {
            throw Failure.of(surroundings.configFile() + " is not valid JSON5: " + e.where());
        } catch (IOException e) {
            throw Failure.of("Cannot read " + surroundings.configFile() + ": " + Reasons.of(e));
        }
    }

    /** A value with its {@code ${NAME}} replaced from the environment. */
    public String text(Json config, String path) {
        String raw = config.at(path).text();
        // Most values hold no variable, and the regular expression is not loaded for those.
        return raw.contains("${") ? substitute(raw, path) : raw;
    }

    private String substitute(String raw, String path) {
        Matcher variables = VARIABLE.matcher(raw);
        StringBuilder text = new StringBuilder();
        while (variables.find()) {
            String name = variables.group(1);
            String value = surroundings.variable(name).orElseThrow(() -> Failure.of(path + " of "
                    + surroundings.configFile() + " wants the environment variable " + name + ", which is not set here."));
            variables.appendReplacement(text, Matcher.quoteReplacement(value));
        }
        return variables.appendTail(text).toString();
    }
}
