/** What is added, replaced and withdrawn while the gateway runs, and what it leaves. */
@NullMarked
package dev.chela.itests.plugins;

import org.jspecify.annotations.NullMarked;
