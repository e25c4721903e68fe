/**
 * HTTP endpoints that come and go with services. The host owns size limits, rates, authentication and logging.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.api.http;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
