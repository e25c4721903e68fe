package dev.chela.web.internal;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chela.api.http.HttpEndpoint;
import dev.chela.api.http.WebPage;
import dev.chela.testkit.browser.Browser;
import dev.chela.web.stub.StubGateway;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The page in a real browser, against a scripted gateway. */
abstract class PageTest {
    protected static final String MAIN = "agent:main:main";
    protected static final String CONNECTED = "document.querySelector('#connection.connected') && document.querySelector('.session[aria-current]')";
    protected static Browser browser;
    protected StubGateway gateway;
    private int complained;

    @BeforeAll
    static void startBrowser() {
        if (Browser.installed().isEmpty() && System.getenv("CI") != null) {
            fail("no Chromium is installed, and a build under CI must not do without");
        }
        assumeTrue(Browser.installed().isPresent(), "no Chromium is installed");
        browser = Browser.start();
    }

    @AfterAll
    static void stopBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void start() {
        gateway = serve("");
        complained = browser.complaints().size();
    }

    /** The page goes first: one that lost its gateway complains, and in the middle of the next test. */
    @AfterEach
    void stop() throws IOException {
        try {
            browser.open(URI.create("about:blank"));
        } finally {
            gateway.close();
        }
    }

    /** The real endpoints over the stub's sockets. */
    protected static StubGateway serve(String base) {
        var endpoints = new LinkedHashMap<String, HttpEndpoint>();
        endpoints.put(base + "/pages.json", new Pages(() -> base, List.of(new Schedule())));
        endpoints.put(base + "/", new Site(() -> base));
        return new StubGateway(endpoints, (path, headers) -> new Asked("GET", path, headers));
    }

    protected final void signIn() {
        browser.open(gateway.address("#token=" + StubGateway.TOKEN)).await(CONNECTED);
        browser.await("document.activeElement.id === 'message'");
    }

    protected static void say(String text) {
        browser.evaluate("document.querySelector('#message').focus()");
        browser.type(text).press("Enter");
    }

    /** What the page of this test has complained of. */
    protected final List<String> complaints() {
        var all = browser.complaints();
        return all.subList(complained, all.size());
    }

    /** What the page shows as said by the person, from top to bottom. */
    protected static List<String> users() {
        var all = new ArrayList<String>();
        browser.evaluate("[...document.querySelectorAll('.block-user .bubble')].map(b => b.innerText.trim())").forEach(each -> all.add(each.asText()));
        return all;
    }

    private record Schedule() implements WebPage {
        @Override
        public String path() {
            return "schedule/";
        }

        @Override
        public String title() {
            return "Schedule";
        }

        @Override
        public String icon() {
            return "⏰";
        }
    }
}
