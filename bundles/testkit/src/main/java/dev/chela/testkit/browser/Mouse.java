package dev.chela.testkit.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Presses as a careful person does: only what stands still and is not covered, and again when something came in between. */
final class Mouse {
    /**
     * Looks for a place to press and arms a listener that sees where the press arrives: a page may be laid out anew between the look and
     * the press. A press that misses is swallowed with all that follows from it, so that the page never hears of it. Answers the place,
     * or why there is none.
     */
    private static final String AIM = """
            (async (selector) => {
              const frame = () => new Promise(requestAnimationFrame);
              const name = (node) => node?.cloneNode?.(false).outerHTML?.slice(0, 200) ?? 'nothing';
              window.chelaPress?.();
              const aim = document.querySelector(selector);
              if (!aim?.checkVisibility()) return frame().then(() => ({ why: 'it is not there to be seen' }));
              aim.scrollIntoView({ block: 'center', behavior: 'instant' });
              const lies = () => { const { x, y, width, height } = aim.getBoundingClientRect(); return [x, y, width, height].join(); };
              await frame();
              const before = lies();
              await frame();
              if (!aim.isConnected) return { why: 'it was drawn anew' };
              if (lies() !== before) return { why: 'it moves' };
              if (aim.matches(':disabled')) return { why: 'it is disabled' };
              const [left, top, width, height] = before.split(',').map(Number);
              const [x, y] = [left + width / 2, top + height / 2];
              const above = document.elementFromPoint(x, y);
              if (!aim.contains(above)) return { why: 'above it lies ' + name(above) };
              let missed = 'the press did not arrive in the page';
              const guard = (event) => {
                if (event.type === 'pointerdown') missed = aim.contains(event.target) ? '' : 'instead was pressed ' + name(event.target);
                if (!missed) return;
                event.preventDefault();
                event.stopImmediatePropagation();
              };
              const kinds = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'];
              for (const kind of kinds) addEventListener(kind, guard, true);
              window.chelaPress = () => {
                for (const kind of kinds) removeEventListener(kind, guard, true);
                delete window.chelaPress;
                return missed;
              };
              return { x, y };
            })(%s)""";
    /** A page that is gone was left by the press. */
    private static final String ARRIVED = "window.chelaPress?.() ?? ''";

    private final Browser browser;
    private final DevTools tools;

    Mouse(Browser browser, DevTools tools) {
        this.browser = browser;
        this.tools = tools;
    }

    /** @throws BrowserFault that says what came in between, when nothing else was possible within the limit */
    void click(String selector, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        var between = "";
        do {
            between = attempt(selector);
            if (between.isEmpty()) {
                return;
            }
        } while (System.nanoTime() < end);
        throw new BrowserFault("could not press " + selector + " within " + limit.toSeconds() + " s: " + between + "; the page shows: " + browser.ask("document.body?.innerText ?? ''"));
    }

    /** What came in between; empty when the press arrived. */
    private String attempt(String selector) {
        JsonNode place;
        try {
            place = browser.evaluate(AIM.formatted(Browser.quoted(selector)));
        } catch (BrowserFault replaced) {
            return replaced.getMessage();
        }
        if (!place.has("x")) {
            return place.path("why").asText("the page gave no answer");
        }
        press(place.get("x").asDouble(), place.get("y").asDouble());
        try {
            return browser.evaluate(ARRIVED).asText();
        } catch (BrowserFault left) {
            return "";
        }
    }

    private void press(double x, double y) {
        for (var type : List.of("mouseMoved", "mousePressed", "mouseReleased")) {
            tools.call("Input.dispatchMouseEvent", Map.of(
                    "type", type, "x", x, "y", y, "button", type.equals("mouseMoved") ? "none" : "left", "clickCount", 1));
        }
    }
}
