/** The certificate that the gateway shows: read, made, watched. Nothing of it but the names of its files is loaded while TLS is off. */
@NullMarked
package dev.chela.gateway.internal.tls;

import org.jspecify.annotations.NullMarked;
