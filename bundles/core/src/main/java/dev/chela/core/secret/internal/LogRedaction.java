package dev.chela.core.secret.internal;

import dev.chela.core.secret.Redactor;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What every line of the log passes, whatever code wrote it. Offered under a type of the JDK, since the logging library is there before
 * this house and must not depend on it; {@code bundles/log-redaction} looks for it.
 */
@Component(service = UnaryOperator.class, property = "chela.log=redact")
public final class LogRedaction implements UnaryOperator<String> {
    private final Redactor redactor;

    @Activate
    public LogRedaction(@Reference Redactor redactor) {
        this.redactor = redactor;
    }

    @Override
    public String apply(String line) {
        return redactor.redact(line);
    }
}
