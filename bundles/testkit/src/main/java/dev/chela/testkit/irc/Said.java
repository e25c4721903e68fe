package dev.chela.testkit.irc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A line as a server passes it on to a client that asked for nothing more than RFC 1459.
 *
 * @param nick whose words these are; a server's name where it speaks itself
 */
public record Said(String nick, String command, List<String> parameters) {
    static Said of(String line) {
        boolean named = line.startsWith(":");
        String[] head = named ? line.substring(1).split(" ", 2) : new String[] {"", line};
        String[] words = head[1].split(" :", 2);
        List<String> parts = new ArrayList<>(Arrays.asList(words[0].strip().split(" +")));
        if (words.length > 1) {
            parts.add(words[1]);
        }
        return new Said(head[0].split("!", 2)[0], parts.get(0), List.copyOf(parts.subList(1, parts.size())));
    }

    /** @return empty where there is none */
    public String parameter(int index) {
        return index < parameters.size() ? parameters.get(index) : "";
    }

    public String last() {
        return parameters.isEmpty() ? "" : parameters.get(parameters.size() - 1);
    }

    /** Whether somebody speaks to somebody. */
    public boolean isWords() {
        return command.equals("PRIVMSG");
    }
}
