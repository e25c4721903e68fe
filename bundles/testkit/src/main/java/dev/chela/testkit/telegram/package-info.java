/**
 * Telegram's Bot API in this process, over real HTTP: what people write there, what bots are told and send, and what can go wrong.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.testkit.telegram;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
