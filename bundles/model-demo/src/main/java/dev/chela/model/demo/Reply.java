package dev.chela.model.demo;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the stand-in does about a message: words, or one tool call. Pure. */
sealed interface Reply {
    /** Words to say. */
    record Words(String text) implements Reply {}

    /** A tool to call. */
    record Call(String tool, String arguments) implements Reply {}

    Pattern COMMAND = Pattern.compile("(?is)(?:^|\\n)\\s*(?:\\[[^\\]\\n]*]\\s*)*(echo|run|read|list|ls|use)(?:\\s+(.*))?$");
    int LONGEST_RESULT = 8_000;

    String HELP = """
            I am Chela's offline stand-in: I am not a language model, and I only follow a few plain commands. Try:

            - `run ls` runs a command
            - `read README.md` shows a file
            - `echo hello` says it back, word by word
            - `use TOOL {"argument": "value"}` calls any tool by its name

            For a real assistant set `ANTHROPIC_API_KEY` or `OPENAI_API_KEY` and restart, start Ollama on this machine, or add \
            a provider to `models.providers` in chela.json5. Nothing else has to change.""";

    /** @param tools the names of the tools that are offered, those that need no arguments told apart */
    static Reply to(String message, List<Offered> tools) {
        Matcher command = COMMAND.matcher(message.stripTrailing());
        if (!command.find()) {
            return mentioned(message, tools).<Reply>map(tool -> new Call(tool.name(), "{}")).orElse(new Words(HELP));
        }
        String rest = command.group(2) == null ? "" : command.group(2).strip();
        return switch (command.group(1).toLowerCase(Locale.ROOT)) {
            case "echo" -> new Words(rest.isEmpty() ? "Echo what?" : rest);
            case "run" -> call("exec", "{\"command\":" + quoted(rest) + "}", tools);
            case "read" -> call("read", "{\"path\":" + quoted(rest) + "}", tools);
            case "list", "ls" -> call("ls", rest.isEmpty() ? "{}" : "{\"path\":" + quoted(rest) + "}", tools);
            default -> use(rest, tools);
        };
    }

    /** What is said of a tool's result: the result; what a command printed keeps its columns. */
    static Reply about(String tool, String result) {
        String text = result.strip();
        if (text.isEmpty()) {
            return new Words("The tool ended without a word.");
        }
        String shown = text.length() > LONGEST_RESULT ? text.substring(0, LONGEST_RESULT) + " …" : text;
        boolean columns = tool.equals("exec") && shown.contains("\n") && !shown.contains("```");
        return new Words(columns ? "```text\n" + shown + "\n```" : shown);
    }

    private static Reply use(String rest, List<Offered> tools) {
        String[] parts = rest.split("\\s+", 2);
        return call(parts[0], parts.length > 1 && parts[1].startsWith("{") ? parts[1] : "{}", tools);
    }

    private static Reply call(String name, String arguments, List<Offered> tools) {
        if (tools.stream().noneMatch(tool -> tool.name().equals(name))) {
            String names = tools.isEmpty() ? "none" : String.join(", ", tools.stream().map(Offered::name).toList());
            return new Words("There is no tool `" + name + "` here. I was offered: " + names + ".");
        }
        return new Call(name, arguments);
    }

    /** "Roll a die": a tool whose name is said and that needs no arguments. */
    private static Optional<Offered> mentioned(String message, List<Offered> tools) {
        List<String> words = List.of(message.toLowerCase(Locale.ROOT).split("[^a-z0-9_]+"));
        return tools.stream()
                .filter(tool -> !tool.needsArguments())
                .filter(tool -> words.contains(tool.name()) || tool.name().equals("dice") && words.contains("die"))
                .findFirst();
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                json.append('\\').append((char) c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", c));
            } else {
                json.append((char) c);
            }
        });
        return json.append('"').toString();
    }

    /** A tool that may be called. */
    record Offered(String name, boolean needsArguments) {}
}
