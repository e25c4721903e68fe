package dev.chela.channel.telegram.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One call of the Bot API that is to be made. */
record Call(String method, ObjectNode parameters) {
    private static final int LONGEST = 4_096;

    /** The same with its words only: Telegram did not understand the marks. */
    Call plain() {
        ObjectNode bare = parameters.deepCopy();
        bare.remove("parse_mode");
        for (String name : new String[] {"text", "caption"}) {
            if (bare.has(name)) {
                bare.put(name, words(bare.path(name).asText()));
            }
        }
        return new Call(method, bare);
    }

    /** With the addresses of links behind their words, where there is room for them. */
    static String words(String html) {
        String told = bare(html.replaceAll("<a href=\"([^\"]*)\">(.*?)</a>", "$2 ($1)"));
        return told.length() <= LONGEST ? told : bare(html);
    }

    private static String bare(String html) {
        return html.replaceAll("<[^>]*>", "").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    }
}
