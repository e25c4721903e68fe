/**
 * A channel without a platform, a host without a gateway, and the contract that every channel must keep.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.testkit.channel;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
