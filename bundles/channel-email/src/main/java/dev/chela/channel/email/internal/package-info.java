/**
 * Email: one mailbox for each account, read by IMAP and written from by SMTP, over TLS unless said otherwise. How far the mailbox was read
 * moves with each letter that is on disk. Both protocols and MIME are spoken here: deadlines, limits and the exact moment at which a letter
 * was handed over are what this channel is about, and the libraries for them look for their parts through the thread's class loader or keep
 * buffers of their own classes with threads that outlive a plugin.
 */
@Header(name = "Chela-Grants", value = "network,secrets;names=\"password,accessToken,refreshToken,clientSecret\"")
@NullMarked
package dev.chela.channel.email.internal;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Header;
