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
        drop("movie.mkv", "video/x-matroska", "12");
        browser.await("document.querySelector('.toast')?.innerText.includes('neither an image nor text')");
        drop("big.txt", "text/plain", "200000");
        browser.await("[...document.querySelectorAll('.toast')].some(t => t.innerText.includes('at most 98 KB'))");

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

        drop("notes.md", "text/markdown", "12");

        browser.await("document.querySelector('.toast')?.innerText.includes('takes no files')");
        assertThat(browser.evaluate("document.querySelector('[aria-label=\"Attach files\"]').checkVisibility()").asBoolean()).isFalse();
    }

    private static void drop(String name, String type, String size) {
        browser.evaluate("(() => { const data = new DataTransfer(); data.items.add(new File(['x'.repeat(" + size + ")], '" + name + "', {type: '" + type + "'}));"
                + " document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true})); })()");
    }
}
