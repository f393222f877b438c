/** Tasks that talk as Erlang processes do: messages, links, monitors, exit signals, supervision; for plain Java, without the machine. */
package org.jbeam.scheduler.actor;
