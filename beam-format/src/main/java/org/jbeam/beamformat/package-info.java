/** BEAM files: read, write, disassemble. */
package org.jbeam.beamformat;
