/** What is to be POSTed, in its tables, and who POSTs it. */
@NullMarked
package dev.chela.core.eventwebhook.internal;

import org.jspecify.annotations.NullMarked;
