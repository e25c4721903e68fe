package dev.chela.core.config.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where each member of each object stands in a JSON5 text that was read without an issue: what an edit must know to touch nothing else. */
final class Layout {
    private final String text;
    private int at;
    private boolean comments;

    private Layout(String text) {
        this.text = text;
    }

    /** @param members empty for what is no object */
    record Node(int start, int end, boolean object, List<Member> members) {}

    /** @param start of its key */
    record Member(String key, int start, Node value) {}

    static Node of(String text) {
        return new Layout(text).whole();
    }

    static boolean hasComments(String text) {
        Layout layout = new Layout(text);
        layout.whole();
        return layout.comments;
    }

    /** The first place from here on that is neither blank nor in a comment. */
    static int next(String text, int from) {
        Layout layout = new Layout(text);
        layout.at = from;
        layout.skip();
        return layout.at;
    }

    private Node whole() {
        at = text.startsWith("\uFEFF") ? 1 : 0;
        Node node = value();
        skip();
        return node;
    }

    private void skip() {
        while (at < text.length()) {
            if (text.startsWith("//", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
                comments = true;
            } else if (text.startsWith("/*", at)) {
                at = text.indexOf("*/", at + 2) + 2;
                comments = true;
            } else if (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '\u00A0' || text.charAt(at) == '\uFEFF') {
                at++;
            } else {
                return;
            }
        }
    }

    private Node value() {
        skip();
        int start = at;
        List<Member> members = new ArrayList<>();
        char first = text.charAt(at);
        if (first == '{') {
            at++;
            until('}', () -> members.add(member()));
        } else if (first == '[') {
            at++;
            until(']', this::value);
        } else if (first == '"' || first == '\'') {
            string(first);
        } else {
            word();
        }
        return new Node(start, at, first == '{', List.copyOf(members));
    }

    private void until(char end, Runnable part) {
        skip();
        while (text.charAt(at) != end) {
            part.run();
            skip();
            if (text.charAt(at) == ',') {
                at++;
                skip();
            }
        }
        at++;
    }

    private Member member() {
        int start = at;
        if (text.charAt(at) == '"' || text.charAt(at) == '\'') {
            string(text.charAt(at));
        } else {
            while (text.charAt(at) != ':' && !Character.isWhitespace(text.charAt(at)) && text.charAt(at) != '/') {
                at++;
            }
        }
        String key = name(text.substring(start, at));
        skip();
        at++;
        return new Member(key, start, value());
    }

    private static String name(String written) {
        boolean plain = written.indexOf('\\') < 0;
        boolean quoted = written.charAt(0) == '"' || written.charAt(0) == '\'';
        if (plain) {
            return quoted ? written.substring(1, written.length() - 1) : written;
        }
        return Optional.of(Json5.parse("", "{" + written + ":0}").tree().fieldNames()).filter(java.util.Iterator::hasNext)
                .map(java.util.Iterator::next).orElse(written);
    }

    private void string(char quote) {
        at++;
        while (text.charAt(at) != quote) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
    }

    private void word() {
        while (at < text.length() && ",]}/".indexOf(text.charAt(at)) < 0 && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
