/** The drivers {@code tcp_inet} and {@code udp_inet} behind module prim_inet: sockets of the operating system, none of which blocks. */
package org.jbeam.natives.inet;
