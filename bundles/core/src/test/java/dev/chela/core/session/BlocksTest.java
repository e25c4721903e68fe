package dev.chela.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.tool.Content;
import org.junit.jupiter.api.Test;

class BlocksTest {
    @Test
    void what_a_tool_gave_is_written_as_text_and_as_an_image_in_base64() {
        assertThat(Blocks.of(new Content.Text("two \"words\""))).hasToString("{\"type\":\"text\",\"text\":\"two \\\"words\\\"\"}");
        assertThat(Blocks.of(new Content.Image("image/png", new byte[] {(byte) 0xfb, (byte) 0xff, 0})))
                .hasToString("{\"type\":\"image\",\"mimeType\":\"image/png\",\"data\":\"+/8A\"}");
    }
}
