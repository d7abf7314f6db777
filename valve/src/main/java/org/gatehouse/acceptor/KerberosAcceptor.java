package org.gatehouse.acceptor;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.gatehouse.crypto.Cryptosystem;
import org.gatehouse.crypto.EncryptionKey;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.crypto.IntegrityException;
import org.gatehouse.crypto.KeyUsage;
import org.gatehouse.crypto.SpecificKey;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.failure.StandardError;
import org.gatehouse.gss.InitialContextToken;
import org.gatehouse.gss.Peer;
import org.gatehouse.identity.ContextFacts;
import org.gatehouse.identity.Identity;
import org.gatehouse.identity.TicketFacts;
import org.gatehouse.kerberos.ApRep;
import org.gatehouse.kerberos.ApReq;
import org.gatehouse.kerberos.Authenticator;
import org.gatehouse.kerberos.EncTicketPart;
import org.gatehouse.kerberos.EncryptedData;
import org.gatehouse.kerberos.GssChecksum;
import org.gatehouse.kerberos.GssTokenId;
import org.gatehouse.kerberos.KrbError;
import org.gatehouse.kerberos.MicTokens;
import org.gatehouse.kerberos.PrincipalName;
import org.gatehouse.kerberos.SessionKey;
import org.gatehouse.kerberos.Ticket;
import org.gatehouse.keytab.ServiceKey;
import org.gatehouse.keytab.ServiceKeys;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/** The service's side of the AP exchange (RFC 4120 §3.2), in the framing of RFC 4121. For any number of threads. */
public final class KerberosAcceptor {
    private final ServiceKeys keys;
    private final AcceptorClock clock;
    private final Cryptosystem cryptosystem;
    private final ReplayCache replays;
    private final TicketOpener opener;
    private final ApReqRules rules;

    /** An acceptor for the names of the keytab, and for the clients of every realm that its KDC trusts. */
    public KerberosAcceptor(ServiceKeys keys, AcceptorClock clock, Cryptosystem cryptosystem, ReplayCache replays) {
        this(keys, clock, cryptosystem, replays, AcceptorPolicy.DEFAULT);
    }

    public KerberosAcceptor(
            ServiceKeys keys,
            AcceptorClock clock,
            Cryptosystem cryptosystem,
            ReplayCache replays,
            AcceptorPolicy policy) {
        this.keys = keys;
        this.clock = clock;
        this.cryptosystem = cryptosystem;
        this.replays = replays;
        replays.serve(clock);
        this.opener = new TicketOpener(keys, policy.names());
        this.rules = new ApReqRules(clock.skew(), policy, keys.realms());
    }

    /**
     * A client that is who it says.
     *
     * @param response for the client, in the framing of its token; empty unless it asked for mutual authentication
     * @param mics for what is signed afterwards; empty unless they were asked for, and for RC4
     */
    public record Accepted(Identity identity, Bytes response, Optional<MicTokens> mics) {}

    /** What a token's parts have turned out to be. */
    private record Exchange(ApReq apReq, TicketOpener.Opened opened, EncryptionKey sessionKey, boolean signing) {
        EncTicketPart part() {
            return opened.part();
        }
    }

    /**
     * Judges a token of the Kerberos mechanism.
     *
     * @throws RefusedException for everything that is not a good AP-REQ
     */
    public Accepted accept(InitialContextToken token, Peer peer) throws RefusedException {
        return accept(token, peer, false);
    }

    /** As {@link #accept}, and derives the keys for signing as well. */
    public Accepted acceptForSigning(InitialContextToken token, Peer peer) throws RefusedException {
        return accept(token, peer, true);
    }

    private Accepted accept(InitialContextToken token, Peer peer, boolean signing) throws RefusedException {
        try {
            ApReq apReq = ApReq.parse(apReq(token.innerToken()));
            if (apReq.useSessionKey()) {
                throw KerberosRefusals.userToUser(apReq.ticket());
            }
            TicketOpener.Opened opened = opener.open(apReq.ticket());
            try (SecretBytes keyValue = opened.part().key().keyValue()) {
                EncryptionKey sessionKey = sessionKey(apReq.ticket(), opened.part(), keyValue);
                return accept(token, new Exchange(apReq, opened, sessionKey, signing), peer);
            }
        } catch (WireException e) {
            throw KerberosRefusals.malformed(e);
        }
    }

    private static Bytes apReq(Bytes innerToken) throws RefusedException, WireException {
        Bytes message = GssTokenId.strip(innerToken);
        if (!GssTokenId.of(innerToken).equals(Optional.of(GssTokenId.AP_REQ))) {
            throw KerberosRefusals.notAnApReq(GssTokenId.describe(innerToken));
        }
        return message;
    }

    /** KRB-ERROR for a client whose token was refused, in the mechanism's framing. */
    public Bytes error(InitialContextToken refused, StandardError error) {
        ServiceKey us = keys.all().get(0);
        Bytes krbError = new KrbError(clock.source().instant(), error, us.realm(), us.name()).encode();
        return new InitialContextToken(refused.thisMech(), krbError).encode();
    }

    private Accepted accept(InitialContextToken token, Exchange exchange, Peer peer) throws RefusedException {
        EncryptedData sealed = exchange.apReq().authenticator();
        SpecificKey specificKey = cryptosystem.specificKey(exchange.sessionKey(), KeyUsage.AP_REQ_AUTHENTICATOR);
        try (Authenticator authenticator = openAuthenticator(sealed, exchange, specificKey)) {
            checkSubkey(authenticator);
            Instant now = clock.source().instant();
            ApReqRules.Moment moment = new ApReqRules.Moment(now, peer);
            GssChecksum checksum = rules.check(exchange.apReq().ticket(), exchange.part(), authenticator, moment);
            remember(specificKey.mac(sealed.cipher()), authenticator, moment);

            boolean mutual = exchange.apReq().mutualRequired() || checksum.mutual();
            Identity identity = identity(exchange, checksum, mutual);
            return mutual
                    ? answered(token.thisMech(), authenticator, exchange, identity)
                    : unanswered(authenticator, exchange, identity);
        }
    }

    private static Identity identity(Exchange exchange, GssChecksum checksum, boolean mutual) {
        EncTicketPart part = exchange.part();
        ServiceKey serviceKey = exchange.opened().serviceKey();
        TicketFacts facts = new TicketFacts(
                exchange.apReq().ticket().service(),
                serviceKey.type(),
                serviceKey.kvno() == ServiceKey.ANY_KVNO
                        ? exchange.apReq().ticket().encPart().kvno().orElse(ServiceKey.ANY_KVNO)
                        : serviceKey.kvno(),
                exchange.sessionKey().type(),
                part.authTime(),
                part.validFrom(),
                part.endTime(),
                new ContextFacts(
                        checksum.flags(), mutual, !checksum.channelBindings().isEmpty(), checksum.delegates()));
        return new Identity(part.cname().toString(), PrincipalName.escaped(part.crealm()), facts);
    }

    private EncryptionKey sessionKey(Ticket ticket, EncTicketPart part, SecretBytes keyValue) throws RefusedException {
        return usable(part.key())
                .map(type -> new EncryptionKey(type, keyValue))
                .orElseThrow(() -> KerberosRefusals.sessionEnctypeNotSupported(
                        part.client(), ticket, part.key().keyType()));
    }

    private void checkSubkey(Authenticator authenticator) throws RefusedException {
        if (authenticator.subkey().isPresent()
                && usable(authenticator.subkey().get()).isEmpty()) {
            throw KerberosRefusals.subkeyEnctypeNotSupported(
                    authenticator.client(), authenticator.subkey().get().keyType());
        }
    }

    private Optional<EncryptionType> usable(SessionKey key) {
        return EncryptionType.of(key.keyType())
                .filter(type ->
                        keys.accepts(type) && type.keyLength() == key.keyValue().length());
    }

    private static Authenticator openAuthenticator(EncryptedData sealed, Exchange exchange, SpecificKey specificKey)
            throws RefusedException {
        if (sealed.etype() != exchange.sessionKey().type().number()) {
            throw KerberosRefusals.authenticatorDoesNotOpen(exchange.part().client());
        }
        try {
            return specificKey.decrypt(
                    sealed.cipher(), (array, offset, length) -> Authenticator.parse(Bytes.of(array, offset, length)));
        } catch (IntegrityException e) {
            throw KerberosRefusals.authenticatorDoesNotOpen(exchange.part().client());
        } catch (WireException e) {
            throw KerberosRefusals.malformedInside(e);
        }
    }

    private void remember(Bytes mac, Authenticator authenticator, ApReqRules.Moment moment) throws RefusedException {
        switch (replays.remember(mac, authenticator.time(), moment.now(), clock)) {
            case FRESH -> {}
            case REPLAY -> throw KerberosRefusals.replay(authenticator.client(), moment.peer());
            case OLDER -> throw KerberosRefusals.olderThanTheMemory(authenticator, moment.peer(), replays.since());
            case FULL -> throw KerberosRefusals.replayCacheFull(replays.capacity());
        }
    }

    private Accepted answered(Bytes thisMech, Authenticator authenticator, Exchange exchange, Identity identity) {
        EncryptionKey sessionKey = exchange.sessionKey();
        boolean numbered = authenticator.seqNumber().isPresent();
        long seqNumber = numbered ? cryptosystem.sequenceNumber() : 0;
        try (EncryptionKey subkey = cryptosystem.randomKey(sessionKey.type())) {
            ApRep apRep = new ApRep(
                    Optional.of(subkey).filter(key -> assertsSubkey(key.type())),
                    numbered ? OptionalLong.of(seqNumber) : OptionalLong.empty());
            SpecificKey specificKey = cryptosystem.specificKey(sessionKey, KeyUsage.AP_REP_ENC_PART);
            Bytes encoded = apRep.encode(authenticator, sessionKey.type(), specificKey);
            Bytes response = new InitialContextToken(thisMech, encoded).encode();
            Optional<MicTokens> mics = exchange.signing() && assertsSubkey(subkey.type())
                    ? MicTokens.of(cryptosystem, subkey, true, seqNumber)
                    : Optional.empty();
            return new Accepted(identity, response, mics);
        }
    }

    /** RFC 4757 §7 knows the client's subkey only. */
    private static boolean assertsSubkey(EncryptionType type) {
        return type != EncryptionType.RC4_HMAC;
    }

    /** Without an answer, both sides count on from the client's sequence number (RFC 4121 §4.1). */
    private Accepted unanswered(Authenticator authenticator, Exchange exchange, Identity identity) {
        if (!exchange.signing()) {
            return new Accepted(identity, Bytes.EMPTY, Optional.empty());
        }
        EncryptionKey key = authenticator
                .subkey()
                .flatMap(subkey -> usable(subkey).map(type -> new EncryptionKey(type, subkey.keyValue())))
                .orElse(exchange.sessionKey());
        long seqNumber = authenticator.seqNumber().orElse(0);
        return new Accepted(identity, Bytes.EMPTY, MicTokens.of(cryptosystem, key, false, seqNumber));
    }
}
