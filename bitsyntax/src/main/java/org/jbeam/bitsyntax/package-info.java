/** Bit-level matching and building over byte arrays. */
package org.jbeam.bitsyntax;
