/**
 * Layer 2. How answers, which are CommonMark, are written in the language that a platform shows, and cut into parts that it takes. Pure:
 * it sends nothing and keeps nothing. A further language is one constant of {@link dev.chela.core.markup.Dialect} and one class beside
 * it. They stand here and not with their channels, since an answer is written when it is decided, and its channel may be away then.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.markup;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
