/**
 * Bit-level matching and building over byte arrays, with the meaning of Erlang's bit syntax.
 *
 * <p>Two layers. The primitives, {@link org.jbeam.bitsyntax.BitGet}, {@link org.jbeam.bitsyntax.BitPut},
 * {@link org.jbeam.bitsyntax.BitCopy} and {@link org.jbeam.bitsyntax.BitUtf}, are static methods over
 * {@code (byte[], bit position, …)} that allocate nothing. Above them, {@link org.jbeam.bitsyntax.BitPattern} compiles
 * pattern text such as {@code <<Ver:4, Ihl:4, Rest/bits>>} for matching and building {@link org.jbeam.bitsyntax.Bits}.
 *
 * <p>Everywhere a <em>bit position</em> counts from the start of the array, the most significant bit of a byte first.
 */
package org.jbeam.bitsyntax;
