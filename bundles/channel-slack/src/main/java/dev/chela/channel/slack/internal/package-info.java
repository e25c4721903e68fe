/**
 * Slack apps: a WebSocket of Slack's (Socket Mode) or signed requests to the gateway that tell what is written, and Slack's Web API for all
 * that is said and done. Whatever Slack tells is stored before it is acknowledged, and told again until it is.
 */
@Header(name = "Chela-Grants", value = "network;hosts=\"slack.com,*.slack.com,*.slack-files.com\",secrets;names=\"botToken,appToken,signingSecret\"")
@NullMarked
package dev.chela.channel.slack.internal;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Header;
