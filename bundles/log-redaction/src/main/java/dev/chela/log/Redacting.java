package dev.chela.log;

import ch.qos.logback.core.pattern.CompositeConverter;
import java.util.function.UnaryOperator;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/**
 * {@code %redact(…)} in a pattern: what stands in the brackets, without secrets. It asks the service {@link UnaryOperator} with the
 * property {@code chela.log=redact}. Before that service comes, nobody has been given a secret yet; after it goes, while the house is
 * closed, the last one still serves. A tracker by hand, since Declarative Services start later than the log.
 */
public final class Redacting<E> extends CompositeConverter<E> {
    private static final String WANTED = "(&(objectClass=java.util.function.UnaryOperator)(chela.log=redact))";

    private volatile UnaryOperator<String> redaction = UnaryOperator.identity();

    @Override
    public void start() {
        Bundle library = FrameworkUtil.getBundle(Redacting.class);
        if (library != null && library.getBundleContext() != null) {
            follow(library.getBundleContext());
        }
        super.start();
    }

    private void follow(BundleContext context) {
        try {
            new Redactions(context).open();
        } catch (InvalidSyntaxException never) {
            throw new IllegalStateException(WANTED, never);
        }
    }

    void use(UnaryOperator<String> arrived) {
        redaction = arrived;
    }

    @Override
    protected String transform(E event, String written) {
        return redaction.apply(written);
    }

    private final class Redactions extends ServiceTracker<UnaryOperator<String>, UnaryOperator<String>> {
        Redactions(BundleContext context) throws InvalidSyntaxException {
            super(context, FrameworkUtil.createFilter(WANTED), null);
        }

        @Override
        public UnaryOperator<String> addingService(ServiceReference<UnaryOperator<String>> reference) {
            UnaryOperator<String> arrived = super.addingService(reference);
            if (arrived != null) {
                use(arrived);
            }
            return arrived;
        }
    }
}
