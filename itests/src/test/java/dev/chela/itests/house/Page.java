package dev.chela.itests.house;

import dev.chela.testkit.browser.Browser;

/** What a test looks for in the page. */
public final class Page {
    public static final String CONNECTED = "document.querySelector('#connection.connected') && document.activeElement.id === 'message'";
    public static final String IDLE = "document.querySelector('.stop').hidden && !document.querySelector('.session[aria-current] .pulse')";

    private Page() {}

    public static int count(Browser in, String selector) {
        return in.evaluate("document.querySelectorAll('" + selector + "').length").asInt();
    }
}
