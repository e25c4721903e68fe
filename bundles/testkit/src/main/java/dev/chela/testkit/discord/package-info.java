/**
 * A stand-in for Discord on this machine: its REST API and its gateway, over real sockets, and people who write there.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.testkit.discord;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
