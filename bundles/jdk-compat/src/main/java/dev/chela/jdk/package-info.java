/**
 * What Karaf needs on Java 24 and later. Starts before everything else, rewrites calls that Java removed, and does nothing below.
 * Carries no null marks: it must resolve before any other bundle is there.
 */
package dev.chela.jdk;
