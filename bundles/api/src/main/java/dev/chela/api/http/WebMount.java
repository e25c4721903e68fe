package dev.chela.api.http;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Where the gateway wants its web pages ({@code gateway.controlUi}). There is no such service while they are switched off, and a
 * new one when the place changes: whoever serves pages depends on it and computes its routes from it.
 */
@ProviderType
public interface WebMount {
    /** Empty for the root; otherwise it begins with a slash and does not end with one. */
    String basePath();
}
