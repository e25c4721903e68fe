/**
 * The methods {@code cron.*} and the event {@code cron}: the jobs of {@code core.schedule}, in the protocol's pages.
 */
@NullMarked
package dev.chela.rpc.cron;

import org.jspecify.annotations.NullMarked;
