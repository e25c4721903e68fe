package dev.chela.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Files that are dropped on the page. */
class FilesTest extends PageTest {
    @Test
    void a_dropped_text_file_goes_with_the_message_and_a_large_or_foreign_one_gets_a_reason() {
        signIn();
        drop("notes.md", "text/markdown", "12");
        browser.await("document.querySelector('.chips li')");
        listen();
        drop("movie.mkv", "video/x-matroska", "12");
        told("neither an image nor text");
        drop("big.txt", "text/plain", "200000");
        told("at most 98 KB");

        say("read this");
        browser.await("document.body.innerText.includes('You said: read this')");

        var sent = gateway.asked("chat.send").get(0).at("/attachments/0");
        assertThat(sent.get("fileName").asText()).isEqualTo("notes.md");
        assertThat(sent.get("content").asText()).isEqualTo("eHh4eHh4eHh4eHh4");
    }

    @Test
    void a_gateway_that_takes_no_files_says_so() {
        gateway.house.takesFiles = false;
        signIn();

        listen();
        drop("notes.md", "text/markdown", "12");

        told("takes no files");
        assertThat(browser.evaluate("document.querySelector('[aria-label=\"Attach files\"]').checkVisibility()").asBoolean()).isFalse();
    }

    /** What the page says for some seconds is kept for as long as the test needs. */
    private static void listen() {
        browser.evaluate("(() => { window.told = []; new MutationObserver(changes => changes.forEach(change => change.addedNodes.forEach(note =>"
                + " window.told.push(note.innerText)))).observe(document.getElementById('toasts'), {childList: true}); })()");
    }

    private static void told(String words) {
        browser.await("window.told.some(text => text.includes('" + words + "'))");
    }

    private static void drop(String name, String type, String size) {
        browser.evaluate("(() => { const data = new DataTransfer(); data.items.add(new File(['x'.repeat(" + size + ")], '" + name + "', {type: '" + type + "'}));"
                + " document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true})); })()");
    }
}
