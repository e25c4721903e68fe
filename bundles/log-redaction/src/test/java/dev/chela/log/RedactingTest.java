package dev.chela.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.core.ContextBase;
import ch.qos.logback.core.pattern.Converter;
import ch.qos.logback.core.pattern.ConverterUtil;
import ch.qos.logback.core.pattern.IdentityCompositeConverter;
import ch.qos.logback.core.pattern.parser.Parser;
import ch.qos.logback.core.spi.ScanException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedactingTest {
    private final Converter<Object> pattern = compiled("x %redact(token 123456 here)");

    private static Converter<Object> compiled(String pattern) {
        try {
            Parser<Object> parser = new Parser<>(pattern);
            parser.setContext(new ContextBase());
            Converter<Object> head = parser.compile(parser.parse(), Map.of(
                    "redact", Redacting::new, "BARE", IdentityCompositeConverter::new));
            ConverterUtil.startConverters(head);
            return head;
        } catch (ScanException e) {
            throw new AssertionError(e);
        }
    }

    private String written() {
        StringBuilder line = new StringBuilder();
        for (Converter<Object> at = pattern; at != null; at = at.getNext()) {
            at.write(line, new Object());
        }
        return line.toString();
    }

    @Test
    void writes_what_is_there_until_a_redaction_arrives() {
        assertThat(written()).isEqualTo("x token 123456 here");
    }

    @Test
    void what_stands_in_the_brackets_passes_the_redaction() {
        ((Redacting<Object>) pattern.getNext()).use(line -> line.replace("123456", "[redacted]"));
        assertThat(written()).isEqualTo("x token [redacted] here");
    }
}
