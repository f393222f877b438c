/** Wires the parts into a VM: the jbeam command and the embedding API. */
package org.jbeam.vm;
