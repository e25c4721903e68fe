/**
 * Layer 7. Webhooks for events: what happens here, POSTed to other people's systems. Fed from the facts of commits, in the same commit,
 * never from the live bus; knows no fact but by what it says of itself ({@code event.PublicFact}). What others POST to this house is no
 * business of this room.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.eventwebhook;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
