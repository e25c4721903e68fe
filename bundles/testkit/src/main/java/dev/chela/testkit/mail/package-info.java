/**
 * A post office: GreenMail, which speaks SMTP and IMAP, and people who write and are written to. What people write is composed by Jakarta
 * Mail, and what they get is read by it. May use the JDK, GreenMail and Jakarta Mail.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.testkit.mail;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
