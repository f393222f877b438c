package org.jbeam.benchmarks.etf;

/** What two implementations of the external term format have in common. Values are objects of the implementation's own. */
public interface Codec {
    /** The value that these bytes, version byte first, stand for. */
    Object decode(byte[] bytes);

    /** The bytes of a value that {@link #decode} gave. */
    byte[] encode(Object value);
}
