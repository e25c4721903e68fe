/**
 * Discord bots: a gateway of Discord's that tells what is written, and REST for all that is said and done. What was missed is told when
 * the session is resumed, and read from the channels where it cannot be.
 */
@Header(name = "Chela-Grants", value = "network;hosts=\"discord.com,*.discord.gg,*.discordapp.com,*.discordapp.net\",secrets;names=\"token\"")
@NullMarked
package dev.chela.channel.discord.internal;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Header;
