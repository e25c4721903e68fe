/**
 * A stand-in for Slack on this machine: its Web API and its Socket Mode, over real sockets, and people who write there.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.testkit.slack;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
