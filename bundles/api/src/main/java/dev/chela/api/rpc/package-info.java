/**
 * The methods of the gateway protocol, as annotated methods with records in and out, and the events pushed to its clients.
 */
@Version("1.1.0")
@NullMarked
package dev.chela.api.rpc;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
