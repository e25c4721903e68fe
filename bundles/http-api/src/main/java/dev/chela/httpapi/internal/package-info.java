/** What all endpoints share: reading a body, refusing it, answering. Uses the API and core's {@code json}; knows no endpoint. */
@NullMarked
package dev.chela.httpapi.internal;

import org.jspecify.annotations.NullMarked;
