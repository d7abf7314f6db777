package org.gatehouse.acceptor;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.gatehouse.acceptor.KerberosContext.SigningKey;
import org.gatehouse.crypto.Cryptosystem;
import org.gatehouse.crypto.EncryptionKey;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.crypto.IntegrityException;
import org.gatehouse.crypto.KeyUsage;
import org.gatehouse.crypto.SpecificKey;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.gss.GssMechanism;
import org.gatehouse.gss.InitialContextToken;
import org.gatehouse.gss.Leg;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.gss.Peer;
import org.gatehouse.gss.Step;
import org.gatehouse.identity.ContextFacts;
import org.gatehouse.identity.Identity;
import org.gatehouse.identity.KerberosMaterial;
import org.gatehouse.identity.KerberosTicket;
import org.gatehouse.identity.TicketParties;
import org.gatehouse.kerberos.ApRep;
import org.gatehouse.kerberos.ApReq;
import org.gatehouse.kerberos.Authenticator;
import org.gatehouse.kerberos.EncTicketPart;
import org.gatehouse.kerberos.EncryptedData;
import org.gatehouse.kerberos.GssChecksum;
import org.gatehouse.kerberos.GssTokenId;
import org.gatehouse.kerberos.PrincipalName;
import org.gatehouse.kerberos.SessionKey;
import org.gatehouse.kerberos.Ticket;
import org.gatehouse.keytab.ServiceKey;
import org.gatehouse.keytab.ServiceKeys;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/**
 * The service's side of the AP exchange (RFC 4120 §3.2), in the framing of RFC 4121: the mechanism that Windows and MIT
 * name by two identifiers. One token is enough for it, so it has no legs. For any number of threads.
 */
public final class KerberosAcceptor implements GssMechanism {
    private static final Peer UNKNOWN_PEER = new Peer("unknown");
    private static final List<MechanismOid> OIDS = List.of(MechanismOid.KERBEROS, MechanismOid.MS_KERBEROS);

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
        this.rules = new ApReqRules(clock, policy.realms(), keys.realms());
    }

    /** What a token's parts have turned out to be. */
    private record Exchange(ApReq apReq, KeySearch.Opened opened, EncryptionKey sessionKey, Peer peer) {
        EncTicketPart part() {
            return opened.part();
        }
    }

    @Override
    public List<MechanismOid> oids() {
        return OIDS;
    }

    @Override
    public boolean isOurs(Bytes token) {
        return InitialContextToken.mechanismOf(token).filter(OIDS::contains).isPresent();
    }

    @Override
    public Step<Leg> begin(Bytes token, Peer peer) {
        try {
            InitialContextToken initial = InitialContextToken.parse(token);
            try {
                return accept(initial, peer);
            } catch (RefusedException e) {
                return new Step.Refused<>(
                        e.failure(),
                        ErrorToken.of(initial, e.failure(), clock.source().instant()));
            }
        } catch (WireException e) {
            return new Step.Refused<>(MessageRefusals.malformed(e).failure(), Bytes.EMPTY);
        }
    }

    /** Judges a token of the Kerberos mechanism that has come over a connection that is not known. */
    public Step.Done<Leg> accept(InitialContextToken token) throws RefusedException {
        return accept(token, UNKNOWN_PEER);
    }

    /**
     * Judges a token of the Kerberos mechanism.
     *
     * @throws RefusedException for everything that is not a good AP-REQ
     */
    public Step.Done<Leg> accept(InitialContextToken token, Peer peer) throws RefusedException {
        try {
            ApReq apReq = ApReq.parse(apReq(token.innerToken()));
            if (apReq.useSessionKey()) {
                throw MessageRefusals.userToUser(apReq.ticket());
            }
            KeySearch.Opened opened = opener.open(apReq.ticket());
            SecretBytes keyValue = opened.part().key().keyValue();
            boolean accepted = false;
            try {
                EncryptionKey sessionKey = sessionKey(apReq.ticket(), opened.part(), keyValue);
                Step.Done<Leg> done = accept(token, new Exchange(apReq, opened, sessionKey, peer));
                accepted = true; // the context owns the key now
                return done;
            } finally {
                if (!accepted) {
                    keyValue.close();
                }
            }
        } catch (WireException e) {
            throw MessageRefusals.malformed(e);
        }
    }

    private static Bytes apReq(Bytes innerToken) throws RefusedException, WireException {
        Bytes message = GssTokenId.strip(innerToken);
        if (!GssTokenId.of(innerToken).equals(Optional.of(GssTokenId.AP_REQ))) {
            throw MessageRefusals.notAnApReq(GssTokenId.describe(innerToken));
        }
        return message;
    }

    private Step.Done<Leg> accept(InitialContextToken token, Exchange exchange) throws RefusedException {
        EncryptedData encrypted = exchange.apReq().authenticator();
        SpecificKey specificKey = cryptosystem.specificKey(exchange.sessionKey(), KeyUsage.AP_REQ_AUTHENTICATOR);
        try (Authenticator authenticator = openAuthenticator(encrypted, exchange, specificKey)) {
            checkSubkey(authenticator);
            Instant now = clock.source().instant();
            GssChecksum checksum =
                    rules.check(exchange.opened(), exchange.apReq().ticket(), authenticator, now);
            remember(
                    new AuthenticatorUse(
                            specificKey.mac(encrypted.cipher()),
                            authenticator.time(),
                            exchange.part().client(),
                            exchange.peer().connection()),
                    now);

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
        KerberosTicket ticket = new KerberosTicket(
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
        return Identity.of(part.cname().toString(), PrincipalName.escaped(part.crealm()), ticket);
    }

    private EncryptionKey sessionKey(Ticket ticket, EncTicketPart part, SecretBytes keyValue) throws RefusedException {
        return usable(part.key())
                .map(type -> new EncryptionKey(type, keyValue))
                .orElseThrow(() -> MessageRefusals.sessionEnctypeNotSupported(
                        part.client(), ticket, part.key().keyType()));
    }

    private void checkSubkey(Authenticator authenticator) throws RefusedException {
        if (authenticator.subkey().isPresent()
                && usable(authenticator.subkey().get()).isEmpty()) {
            throw MessageRefusals.subkeyEnctypeNotSupported(
                    authenticator.client(), authenticator.subkey().get().keyType());
        }
    }

    private Optional<EncryptionType> usable(SessionKey key) {
        return EncryptionType.of(key.keyType())
                .filter(type ->
                        keys.accepts(type) && type.keyLength() == key.keyValue().length());
    }

    private static Authenticator openAuthenticator(EncryptedData encrypted, Exchange exchange, SpecificKey specificKey)
            throws RefusedException {
        if (encrypted.etype() != exchange.sessionKey().type().number()) {
            throw ClientRefusals.authenticatorDoesNotOpen(exchange.part().client());
        }
        try {
            return specificKey.decrypt(
                    encrypted.cipher(),
                    (array, offset, length) -> Authenticator.parse(Bytes.of(array, offset, length)));
        } catch (IntegrityException e) {
            throw ClientRefusals.authenticatorDoesNotOpen(exchange.part().client());
        } catch (WireException e) {
            throw MessageRefusals.malformedInside(e);
        }
    }

    private void remember(AuthenticatorUse use, Instant now) throws RefusedException {
        Remembered remembered = replays.remember(use, now, clock);
        switch (remembered.verdict()) {
            case FRESH -> {}
            case REPLAY -> throw ReplayRefusals.replay(use.client(), remembered.firstUse(), now);
            case OLDER_THAN_MEMORY -> throw ReplayRefusals.olderThanMemory(use, replays.since());
            case CLIENT_LIMIT -> throw ReplayRefusals.clientLimit(use.client(), replays.clientLimit());
            case FULL -> throw ReplayRefusals.full(replays.capacity());
            case LOST -> throw ReplayRefusals.lost();
        }
    }

    private Step.Done<Leg> answered(Bytes thisMech, Authenticator authenticator, Exchange exchange, Identity identity) {
        EncryptionKey sessionKey = exchange.sessionKey();
        boolean numbered = authenticator.seqNumber().isPresent();
        long seqNumber = numbered ? cryptosystem.sequenceNumber() : 0;
        EncryptionKey subkey = cryptosystem.randomKey(sessionKey.type());
        ApRep apRep = new ApRep(
                Optional.of(subkey).filter(key -> assertsSubkey(key.type())),
                numbered ? OptionalLong.of(seqNumber) : OptionalLong.empty());
        SpecificKey specificKey = cryptosystem.specificKey(sessionKey, KeyUsage.AP_REP_ENC_PART);
        Bytes encoded = apRep.encode(authenticator, sessionKey.type(), specificKey);
        Bytes response = new InitialContextToken(thisMech, encoded).encode();
        return new Step.Done<>(
                identity,
                response,
                context(authenticator, exchange, new SigningKey(Optional.of(subkey), true, seqNumber)));
    }

    /** RFC 4757 §7 knows the client's subkey only. */
    private static boolean assertsSubkey(EncryptionType type) {
        return type != EncryptionType.RC4_HMAC;
    }

    /** Without an answer, both sides count on from the client's sequence number (RFC 4121 §4.1). */
    private Step.Done<Leg> unanswered(Authenticator authenticator, Exchange exchange, Identity identity) {
        Optional<EncryptionKey> subkey = authenticator
                .subkey()
                .flatMap(key -> usable(key).map(type -> new EncryptionKey(type, copyOf(key.keyValue()))));
        SigningKey signingKey =
                new SigningKey(subkey, false, authenticator.seqNumber().orElse(0));
        return new Step.Done<>(identity, Bytes.EMPTY, context(authenticator, exchange, signingKey));
    }

    private KerberosContext context(Authenticator authenticator, Exchange exchange, SigningKey signingKey) {
        KerberosMaterial material = new KerberosMaterial(
                exchange.apReq().ticket().encoded(),
                exchange.sessionKey(),
                authenticator.gssChecksum().flatMap(GssChecksum::krbCred).map(KerberosAcceptor::copyOf),
                authorizing(exchange));
        return new KerberosContext(material, cryptosystem, signingKey);
    }

    private static KerberosMaterial.Authorizing authorizing(Exchange exchange) {
        EncTicketPart part = exchange.part();
        ServiceKey key = exchange.opened().serviceKey();
        return new KerberosMaterial.Authorizing(
                part.authorizationData().encoded(),
                new TicketParties(part.cname().components(), part.crealm(), key.realm()),
                key.pacSignatures(),
                key.type());
    }

    /** The authenticator's secrets are wiped with it. */
    private static SecretBytes copyOf(SecretBytes secret) {
        return secret.use(
                (array, offset, length) -> SecretBytes.adopt(Arrays.copyOfRange(array, offset, offset + length)));
    }
}
