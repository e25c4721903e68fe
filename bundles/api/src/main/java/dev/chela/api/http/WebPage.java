package dev.chela.api.http;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * One entry in the navigation of the web client. The page itself is an {@link HttpEndpoint} of the same bundle. Anyone who
 * reaches the port sees this entry, so it must hold nothing private.
 */
@ConsumerType
public interface WebPage {
    /** Relative to {@link WebMount#basePath()}, without a leading slash: {@code cron/}. */
    String path();

    String title();

    /** One character to show before the title, an emoji for instance; may be empty. */
    String icon();
}
