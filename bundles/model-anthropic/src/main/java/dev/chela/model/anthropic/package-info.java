/**
 * Anthropic's models, by API key or by the token of a subscription.
 */
@Header(name = "Chela-Grants", value = "network;hosts=\"api.anthropic.com\"")
@NullMarked
package dev.chela.model.anthropic;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Header;
