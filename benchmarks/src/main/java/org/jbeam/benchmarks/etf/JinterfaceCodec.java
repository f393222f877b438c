package org.jbeam.benchmarks.etf;

import com.ericsson.otp.erlang.OtpErlangDecodeException;
import com.ericsson.otp.erlang.OtpErlangObject;
import com.ericsson.otp.erlang.OtpInputStream;
import com.ericsson.otp.erlang.OtpOutputStream;

/** OTP's own Java library. Public and with a public constructor because each version of the library gets it by a loader of its own. */
public final class JinterfaceCodec implements Codec {
    private static final int VERSION = 131;

    /** A codec on whichever jinterface this class was loaded with. */
    public JinterfaceCodec() {}

    @Override
    public Object decode(byte[] bytes) {
        try (OtpInputStream in = new OtpInputStream(bytes)) {
            return in.read_any();
        } catch (OtpErlangDecodeException | java.io.IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public byte[] encode(Object value) {
        OtpOutputStream out = new OtpOutputStream();
        out.write(VERSION);
        out.write_any((OtpErlangObject) value);
        return out.toByteArray();
    }
}
