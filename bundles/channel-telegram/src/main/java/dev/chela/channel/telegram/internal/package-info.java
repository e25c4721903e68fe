/**
 * Telegram bots: what people write to them comes in by long polling or by webhook, and what the assistant says goes out through the Bot
 * API. A thin client of our own over the host's HTTP; knows nothing of the gateway but {@code dev.chela.api}.
 *
 * <p>Source of methods, fields and limits: <a href="https://core.telegram.org/bots/api">the Bot API's description</a>, version 10.1.
 */
@Header(name = "Chela-Grants", value = "network;hosts=\"api.telegram.org\",secrets;names=\"botToken,webhookSecret\"")
@NullMarked
package dev.chela.channel.telegram.internal;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Header;
