/** What happens by itself: jobs, hooks, webhooks, sub-agents. */
@NullMarked
package dev.chela.itests.automation;

import org.jspecify.annotations.NullMarked;
