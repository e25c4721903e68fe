/** How calls from outside are checked, read, filled into templates and put into the inbox. */
@NullMarked
package dev.chela.core.webhook.internal;

import org.jspecify.annotations.NullMarked;
