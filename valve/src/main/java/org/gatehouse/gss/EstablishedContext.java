package org.gatehouse.gss;

import java.util.Optional;
import org.gatehouse.identity.KerberosMaterial;

/** The security context that a mechanism has established; its keys are wiped when it is closed. */
public interface EstablishedContext extends AutoCloseable {
    /** Signs with the context's keys, which are derived only when they are needed; empty if its messages are not signed. */
    Optional<MicProvider> mics();

    /** What a Kerberos ticket leaves for later steps; empty for other mechanisms. */
    Optional<KerberosMaterial> kerberos();

    /** About how many bytes it holds. */
    int weight();

    /** Lets go of the client's token: it is going to be kept for longer than the request. */
    void detach();

    @Override
    void close();
}
