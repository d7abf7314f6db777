package org.gatehouse.kerberos;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.gatehouse.crypto.EncryptionKey;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.crypto.EnginePool;
import org.gatehouse.crypto.IntegrityException;
import org.gatehouse.crypto.KeyUsage;
import org.gatehouse.crypto.Sealer;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.failure.StandardError;
import org.gatehouse.identity.Identity;
import org.gatehouse.identity.TicketFacts;
import org.gatehouse.mechanism.InitialContextToken;
import org.gatehouse.mechanism.Peer;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/** The service's side of the AP exchange (RFC 4120 §3.2), in the framing of RFC 4121. For any number of threads. */
public final class KerberosAcceptor {
    private final ServiceKeys keys;
    private final AcceptorClock clock;
    private final EnginePool engines;
    private final ReplayCache replays;
    private final ApReqRules rules;

    public KerberosAcceptor(ServiceKeys keys, AcceptorClock clock, EnginePool engines, ReplayCache replays) {
        this.keys = keys;
        this.clock = clock;
        this.engines = engines;
        this.replays = replays;
        this.rules = new ApReqRules(clock.skew());
    }

    /**
     * A client that is who it says.
     *
     * @param response for the client, in the framing of its token; empty unless it asked for mutual authentication
     */
    public record Accepted(Identity identity, Bytes response) {}

    /** A ticket that has opened, and what is inside. */
    private record OpenedTicket(ServiceKey serviceKey, EncTicketPart part) {}

    /**
     * Judges a token of the Kerberos mechanism.
     *
     * @throws RefusedException for everything that is not a good AP-REQ
     */
    public Accepted accept(InitialContextToken token, Peer peer) throws RefusedException {
        try {
            ApReq apReq = ApReq.parse(GssTokenId.AP_REQ.strip(token.innerToken()));
            if (apReq.useSessionKey()) {
                throw KerberosRefusals.userToUser(apReq.ticket());
            }
            OpenedTicket opened = open(apReq.ticket());
            try (SecretBytes keyValue = opened.part().key().keyValue()) {
                return accept(token, apReq, opened, sessionKey(apReq.ticket(), opened.part(), keyValue), peer);
            }
        } catch (WireException e) {
            throw KerberosRefusals.malformed(e);
        }
    }

    /** KRB-ERROR for a client whose token was refused, in the mechanism's framing. */
    public Bytes error(InitialContextToken refused, StandardError error) {
        ServiceKey us = keys.all().get(0);
        Bytes krbError = new KrbError(clock.source().instant(), error, us.realm(), us.name()).encode();
        return new InitialContextToken(refused.thisMech(), GssTokenId.KRB_ERROR.prepend(krbError)).encode();
    }

    private Accepted accept(
            InitialContextToken token, ApReq apReq, OpenedTicket opened, EncryptionKey sessionKey, Peer peer)
            throws RefusedException {
        EncTicketPart part = opened.part();
        Sealer sealer = engines.sealer(sessionKey, KeyUsage.AP_REQ_AUTHENTICATOR);
        Authenticator authenticator = openAuthenticator(apReq.authenticator(), part, sessionKey.type(), sealer);
        Instant now = clock.source().instant();
        GssChecksum checksum = rules.check(apReq.ticket(), part, authenticator, new ApReqRules.Moment(now, peer));
        remember(sealer.mac(apReq.authenticator().cipher()), authenticator, now, peer);

        boolean mutual = apReq.mutualRequired() || checksum.mutual();
        Bytes response = mutual ? response(token.thisMech(), authenticator, sessionKey) : Bytes.EMPTY;
        TicketFacts facts = new TicketFacts(
                apReq.ticket().service(),
                opened.serviceKey().type().shortName(),
                part.authTime(),
                part.endTime(),
                mutual);
        return new Accepted(
                new Identity(part.cname().toString(), PrincipalName.escaped(part.crealm()), facts), response);
    }

    private OpenedTicket open(Ticket ticket) throws RefusedException {
        List<ServiceKey> candidates = keys.forTicket(ticket);
        for (ServiceKey key : candidates) {
            try (SecretBytes plaintext = key.tickets().open(ticket.encPart().cipher())) {
                EncTicketPart part = plaintext.use((array, offset, length) ->
                        EncTicketPart.parse(Bytes.of(array).slice(offset, length)));
                return new OpenedTicket(key, part);
            } catch (IntegrityException e) {
                // Without a kvno in the ticket, the next key may be the right one.
            } catch (WireException e) {
                throw KerberosRefusals.malformedInside(e);
            }
        }
        throw KerberosRefusals.ticketDoesNotOpen(ticket, candidates, keys.source());
    }

    private EncryptionKey sessionKey(Ticket ticket, EncTicketPart part, SecretBytes keyValue) throws RefusedException {
        int keyType = part.key().keyType();
        Optional<EncryptionType> type = EncryptionType.of(keyType)
                .filter(known -> keys.accepts(known) && known.keyLength() == keyValue.length());
        return new EncryptionKey(
                type.orElseThrow(() -> KerberosRefusals.sessionEnctypeNotSupported(part.client(), ticket, keyType)),
                keyValue);
    }

    private static Authenticator openAuthenticator(
            EncryptedData sealed, EncTicketPart ticket, EncryptionType type, Sealer sealer) throws RefusedException {
        if (sealed.etype() != type.number()) {
            throw KerberosRefusals.authenticatorDoesNotOpen(ticket.client());
        }
        try (SecretBytes plaintext = sealer.open(sealed.cipher())) {
            return plaintext.use((array, offset, length) ->
                    Authenticator.parse(Bytes.of(array).slice(offset, length)));
        } catch (IntegrityException e) {
            throw KerberosRefusals.authenticatorDoesNotOpen(ticket.client());
        } catch (WireException e) {
            throw KerberosRefusals.malformedInside(e);
        }
    }

    private void remember(Bytes mac, Authenticator authenticator, Instant now, Peer peer) throws RefusedException {
        switch (replays.remember(mac, authenticator.ctime(), now, clock)) {
            case FRESH -> {}
            case REPLAY -> throw KerberosRefusals.replay(authenticator.client(), peer);
            case FULL -> throw KerberosRefusals.replayCacheFull(replays.capacity());
        }
    }

    private Bytes response(Bytes thisMech, Authenticator authenticator, EncryptionKey sessionKey) {
        OptionalLong seqNumber = authenticator.seqNumber().isPresent()
                ? OptionalLong.of(engines.sequenceNumber())
                : OptionalLong.empty();
        Sealer sealer = engines.sealer(sessionKey, KeyUsage.AP_REP_ENC_PART);
        Bytes apRep = ApRep.encode(authenticator, seqNumber, sessionKey.type(), sealer);
        return new InitialContextToken(thisMech, GssTokenId.AP_REP.prepend(apRep)).encode();
    }
}
