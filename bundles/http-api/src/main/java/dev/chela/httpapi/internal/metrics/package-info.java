/** {@code /metrics}: what is measured, in Prometheus' text format. Uses core's public rooms; changes nothing. */
@NullMarked
package dev.chela.httpapi.internal.metrics;

import org.jspecify.annotations.NullMarked;
