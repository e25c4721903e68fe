/** What runs without a person's word. */
package dev.chela.cli.command.approvals;
