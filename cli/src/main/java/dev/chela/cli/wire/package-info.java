/** The gateway's protocol from the client's side: a WebSocket, the handshake, requests and events; it knows no command and no terminal. */
package dev.chela.cli.wire;
