/** Connections to other nodes: their states, the signals on them, and what has to be told when one is lost. */
package org.jbeam.natives.dist;
