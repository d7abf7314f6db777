package org.gatehouse.acceptor;

import java.util.Optional;
import org.gatehouse.crypto.Cryptosystem;
import org.gatehouse.crypto.EncryptionKey;
import org.gatehouse.gss.EstablishedContext;
import org.gatehouse.gss.MicProvider;
import org.gatehouse.identity.KerberosMaterial;
import org.gatehouse.kerberos.MicTokens;

/** A context of RFC 4121: what the ticket leaves, and the key that messages are signed with. */
final class KerberosContext implements EstablishedContext {
    private final KerberosMaterial material;
    private final Cryptosystem cryptosystem;
    private final SigningKey signingKey;

    KerberosContext(KerberosMaterial material, Cryptosystem cryptosystem, SigningKey signingKey) {
        this.material = material;
        this.cryptosystem = cryptosystem;
        this.signingKey = signingKey;
    }

    /**
     * The key of RFC 4121 §2.
     *
     * @param key the acceptor's subkey if it has asserted one, else the initiator's; empty for the session key
     * @param acceptorSubkey whether it is the acceptor's
     * @param seqNumber our first one
     */
    record SigningKey(Optional<EncryptionKey> key, boolean acceptorSubkey, long seqNumber) {}

    @Override
    public Optional<MicProvider> mics() {
        EncryptionKey key = signingKey.key().orElse(material.sessionKey());
        return MicTokens.of(cryptosystem, key, signingKey.acceptorSubkey(), signingKey.seqNumber())
                .map(tokens -> tokens);
    }

    @Override
    public Optional<KerberosMaterial> kerberos() {
        return Optional.of(material);
    }

    @Override
    public int weight() {
        return material.weight();
    }

    @Override
    public void detach() {
        material.detach();
    }

    @Override
    public void close() {
        signingKey.key().ifPresent(EncryptionKey::close);
        material.close();
    }

    @Override
    public String toString() {
        return "KerberosContext[redacted]";
    }
}
