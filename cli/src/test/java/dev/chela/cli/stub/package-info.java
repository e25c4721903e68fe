/** A gateway of a few lines for tests: real sockets, the protocol's handshake, and answers that the test writes. */
package dev.chela.cli.stub;
