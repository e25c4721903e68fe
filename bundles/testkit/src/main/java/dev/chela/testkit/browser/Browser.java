package dev.chela.testkit.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One browser with one page, fresh each time: no profile, no cache, no cookies. Not for several threads at once. Everything ends
 * with {@link #close()}, the browser's child processes included.
 */
public final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, Integer> KEYS = Map.of("Enter", 13, "Escape", 27, "Tab", 9, "Backspace", 8, "ArrowDown", 40, "ArrowUp", 38);

    private final Chromium process;
    private final DevTools tools;
    private final Mouse mouse;

    private Browser(Chromium process, DevTools tools) {
        this.process = process;
        this.tools = tools;
        this.mouse = new Mouse(this, tools);
    }

    /** Where a browser was found: {@code CHELA_BROWSER}, or a Chromium or Chrome on the path. Tests are skipped without one. */
    public static Optional<Path> installed() {
        return Chromium.installed();
    }

    /** @throws BrowserFault when none is installed or it does not start */
    public static Browser start() {
        var process = Chromium.start();
        try {
            var browser = new Browser(process, DevTools.attach(process.address()));
            browser.size(1280, 800);
            return browser;
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    /** Runs a script in every page that is opened from now on, before any of the page's own. */
    public Browser beforeEveryPage(String script) {
        tools.call("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
        return this;
    }

    /** Returns when the document and what it names are loaded. */
    public Browser open(URI address) {
        leave();
        var answer = tools.call("Page.navigate", Map.of("url", address.toString()));
        if (answer.hasNonNull("errorText")) {
            throw new BrowserFault("cannot open " + address + ": " + answer.get("errorText").asText());
        }
        // Another fragment of the same document makes no new one.
        return answer.hasNonNull("loaderId") ? arrive() : await("document.readyState === 'complete'");
    }

    /** Returns when the new document and what it names are loaded. */
    public Browser reload() {
        leave();
        tools.call("Page.reload", Map.of());
        return arrive();
    }

    /** Until the next document is there, this one still answers: it must not be taken for the next. */
    private void leave() {
        ask("document.chelaLeft = true");
    }

    private Browser arrive() {
        return await("!document.chelaLeft && document.readyState === 'complete'");
    }

    /** The value of an expression, a promise's value included. */
    public JsonNode evaluate(String expression) {
        var answer = tools.call("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true, "userGesture", true));
        if (answer.has("exceptionDetails")) {
            var details = answer.get("exceptionDetails");
            throw new BrowserFault(expression + " threw " + details.at("/exception/description").asText(details.get("text").asText()));
        }
        return answer.at("/result/value");
    }

    /** The text of the first element that a selector finds, as it is seen; empty when there is none. */
    public String text(String selector) {
        return evaluate("document.querySelector(" + quoted(selector) + ")?.innerText ?? ''").asText();
    }

    public Browser await(String condition) {
        return await(condition, PATIENCE);
    }

    /** Asks again until the expression is true; it may throw meanwhile. */
    public Browser await(String condition, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        // The pause is the page's own timer, so that a test thread never sleeps.
        var asked = "new Promise((done) => setTimeout(() => { try { done(Boolean(" + condition + ")) } catch (e) { done(String(e)) } }, 20))";
        String last = "";
        while (System.nanoTime() < end) {
            last = ask(asked);
            if (last.equals("true")) {
                return this;
            }
        }
        throw new BrowserFault("not true within " + limit.toSeconds() + " s: " + condition + " (last: " + last + "); the page shows: " + ask("document.body?.innerText ?? ''")
                + "; its console: " + complaints());
    }

    /** While a page is being replaced, the one that was asked is gone; the next one answers. */
    String ask(String expression) {
        try {
            return evaluate(expression).asText();
        } catch (BrowserFault e) {
            return e.getMessage();
        }
    }

    /** A real click, at the middle of the first element that the selector finds, scrolled into view: once it stands still and nothing lies above it. */
    public Browser click(String selector) {
        return click(selector, PATIENCE);
    }

    Browser click(String selector, Duration limit) {
        mouse.click(selector, limit);
        return this;
    }

    /** Types into whatever has the focus. */
    public Browser type(String text) {
        tools.call("Input.insertText", Map.of("text", text));
        return this;
    }

    /** @param key {@code Enter}, {@code Escape}, {@code Tab}, {@code Backspace}, {@code ArrowDown} or {@code ArrowUp} */
    public Browser press(String key) {
        var code = KEYS.get(key);
        if (code == null) {
            throw new BrowserFault("no key " + key + ": one of " + KEYS.keySet());
        }
        tools.call("Input.dispatchKeyEvent", Map.of("type", key.equals("Enter") ? "keyDown" : "rawKeyDown", "key", key, "code", key,
                "windowsVirtualKeyCode", code, "text", key.equals("Enter") ? "\r" : ""));
        tools.call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "code", key, "windowsVirtualKeyCode", code));
        return this;
    }

    /** In CSS pixels; one of them is one pixel of a screenshot. */
    public Browser size(int width, int height) {
        return size(width, height, 1);
    }

    public Browser size(int width, int height, double pixelRatio) {
        tools.call("Emulation.setDeviceMetricsOverride", Map.of("width", width, "height", height, "deviceScaleFactor", pixelRatio, "mobile", false));
        return await("innerWidth === " + width + " && innerHeight === " + height);
    }

    /** @param scheme {@code light} or {@code dark} */
    public Browser colors(String scheme) {
        tools.call("Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        return this;
    }

    /** A PNG of what is in view. */
    public byte[] screenshot() {
        return Base64.getDecoder().decode(tools.call("Page.captureScreenshot", Map.of("format", "png")).get("data").asText());
    }

    /** Uncaught exceptions, console errors, and what the browser itself reports (blocked by policy, failed to load), oldest first. */
    public List<String> complaints() {
        return tools.complaints();
    }

    @Override
    public void close() {
        tools.close();
        process.close();
    }

    /** As a literal of a script. */
    static String quoted(String text) {
        return DevTools.JSON.getNodeFactory().textNode(text).toString();
    }
}
