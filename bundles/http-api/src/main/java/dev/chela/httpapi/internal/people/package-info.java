/** {@code /api/users}: the pictures of people, for pages that show them. Uses core's {@code user}. */
@NullMarked
package dev.chela.httpapi.internal.people;

import org.jspecify.annotations.NullMarked;
