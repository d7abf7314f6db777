package org.gatehouse.mechanisms;

import org.gatehouse.kerberos.MicTokens;
import org.gatehouse.spnego.MicProvider;
import org.gatehouse.wire.Bytes;

/** Kerberos' signatures for SPNEGO. */
record KerberosMics(MicTokens tokens) implements MicProvider {
    @Override
    public Bytes mic(Bytes text) {
        return tokens.mic(text);
    }

    @Override
    public boolean verify(Bytes text, Bytes mic) {
        return tokens.verify(text, mic);
    }
}
