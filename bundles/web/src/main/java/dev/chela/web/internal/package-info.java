/**
 * The web client: serves the chat page and its files, and lists the pages that other bundles add. It uses the plugin API only;
 * what the page shows comes to it by the gateway's protocol, so no conversation passes through here.
 */
@NullMarked
package dev.chela.web.internal;

import org.jspecify.annotations.NullMarked;
