/** The gateway's way out, for the tests of what uses it. */
package dev.chela.testkit.net;
