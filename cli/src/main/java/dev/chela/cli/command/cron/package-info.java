/** What happens by itself: jobs, events, heartbeats. */
package dev.chela.cli.command.cron;
