/**
 * Layer 3. The people who use the house: what they prefer. There is one so far, its owner. Preferences are rows that clients write and
 * read as they like; the house itself reads none.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.user;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
