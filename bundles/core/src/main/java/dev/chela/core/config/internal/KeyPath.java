package dev.chela.core.config.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in the configuration's tree: keys and list indexes from its root. */
record KeyPath(List<String> parts) {
    static final KeyPath ROOT = new KeyPath(List.of());
    private static final Pattern SHOWN = Pattern.compile("\\[\"(.*?)\"\\]|([^.\\[]+)");

    static KeyPath of(String dotted) {
        return dotted.isEmpty() ? ROOT : new KeyPath(List.of(dotted.split("\\.")));
    }

    /** What {@link #toString} shows, read back. */
    static KeyPath read(String shown) {
        List<String> parts = new ArrayList<>();
        Matcher part = SHOWN.matcher(shown);
        while (part.find()) {
            parts.add(part.group(1) == null ? part.group(2) : part.group(1));
        }
        return new KeyPath(List.copyOf(parts));
    }

    KeyPath child(String key) {
        List<String> longer = new ArrayList<>(parts.size() + 1);
        longer.addAll(parts);
        longer.add(key);
        return new KeyPath(List.copyOf(longer));
    }

    KeyPath child(int index) {
        return child(Integer.toString(index));
    }

    boolean isRoot() {
        return parts.isEmpty();
    }

    KeyPath parent() {
        return new KeyPath(parts.subList(0, parts.size() - 1));
    }

    String last() {
        return parts.get(parts.size() - 1);
    }

    boolean startsWith(KeyPath prefix) {
        return parts.size() >= prefix.parts.size() && parts.subList(0, prefix.parts.size()).equals(prefix.parts);
    }

    /** Dotted, as OpenClaw's clients show it; a key that has a dot itself stands in brackets. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (String part : parts) {
            if (part.contains(".")) {
                text.append("[\"").append(part).append("\"]");
            } else {
                text.append(text.isEmpty() ? "" : ".").append(part);
            }
        }
        return text.toString();
    }
}
