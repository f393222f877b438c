package org.jbeam.beamformat;

/** A file that is whole, but was made by a compiler too old or too new for the release it is to run on. */
public final class UnsupportedBeamException extends MalformedBeamException {
    private static final long serialVersionUID = 1L;

    UnsupportedBeamException(String chunk, int offset, String message) {
        super(chunk, offset, message);
    }
}
