package org.gatehouse.lab.kdc.exchange;

import java.time.Instant;
import java.util.Optional;
import org.apache.kerby.kerberos.kerb.type.ap.ApReq;
import org.apache.kerby.kerberos.kerb.type.ap.Authenticator;
import org.apache.kerby.kerberos.kerb.type.base.CheckSum;
import org.apache.kerby.kerberos.kerb.type.base.CheckSumType;
import org.apache.kerby.kerberos.kerb.type.base.EncryptedData;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.apache.kerby.kerberos.kerb.type.base.KeyUsage;
import org.apache.kerby.kerberos.kerb.type.kdc.KdcOption;
import org.apache.kerby.kerberos.kerb.type.pa.PaDataType;
import org.apache.kerby.kerberos.kerb.type.ticket.EncTicketPart;
import org.apache.kerby.kerberos.kerb.type.ticket.Ticket;
import org.apache.kerby.kerberos.kerb.type.ticket.TicketFlag;
import org.gatehouse.lab.kdc.account.AccountDirectory;
import org.gatehouse.lab.kdc.crypto.AccountKeys;
import org.gatehouse.lab.kdc.crypto.Etype;
import org.gatehouse.lab.kdc.crypto.Sealing;
import org.gatehouse.lab.kdc.message.ClientName;
import org.gatehouse.lab.kdc.message.DerNode;
import org.gatehouse.lab.kdc.message.KdcError;
import org.gatehouse.lab.kdc.message.KdcException;
import org.gatehouse.lab.kdc.message.KdcRequest;
import org.gatehouse.lab.kdc.message.KerberosName;
import org.gatehouse.lab.kdc.message.KerberosTimes;
import org.gatehouse.lab.kdc.message.KerbyCodec;
import org.gatehouse.lab.kdc.message.MalformedMessageException;
import org.gatehouse.lab.kdc.policy.ClockSkew;
import org.gatehouse.lab.kdc.policy.Moment;
import org.gatehouse.lab.kdc.trust.RealmTrusts;

/** The AP-REQ inside a TGS-REQ, RFC 4120 §3.2.3 and §3.3.3, check by check. Whether it is a replay is left to others. */
final class TgsAuthentication {
    private static final int VERSION = 5;
    private static final int AP_REQ = 14;

    private final String realm;
    private final AccountDirectory directory;
    private final RealmTrusts trusts;

    TgsAuthentication(String realm, AccountDirectory directory, RealmTrusts trusts) {
        this.realm = realm;
        this.directory = directory;
        this.trusts = trusts;
    }

    /**
     * A ticket-granting ticket for this realm; whether it is presented by its owner is not known yet.
     *
     * @param issuer the realm that sealed it: this one, or one that it trusts
     * @param client whom it was given to, in the issuer's words
     * @param key that it was sealed with
     */
    record Presented(ApReq apReq, EncTicketPart ticket, String issuer, ClientName client, EncryptionKey key) {}

    /** What a ticket-granting ticket is opened with. */
    private record Issuer(String realm, AccountKeys keys) {}

    /**
     * Who asks, proved.
     *
     * @param subkey which the reply is to be encrypted with, if the client chose one
     */
    record Requester(Presented presented, Optional<EncryptionKey> subkey) {
        ClientName client() {
            return presented.client();
        }

        EncTicketPart ticket() {
            return presented.ticket();
        }

        EncryptionKey sessionKey() {
            return ticket().getKey();
        }

        byte[] encryptedAuthenticator() {
            return presented.apReq().getEncryptedAuthenticator().getCipher();
        }
    }

    Presented open(KdcRequest request) throws KdcException {
        byte[] padata = request.padata(PaDataType.TGS_REQ)
                .orElseThrow(() -> new KdcException(KdcError.KDC_ERR_PADATA_TYPE_NOSUPP));
        ApReq apReq = decode(padata);
        Issuer issuer = issuer(apReq.getTicket());
        EncryptionKey key = keyOf(apReq.getTicket(), issuer.keys());
        EncTicketPart ticket = openTicket(apReq.getTicket(), key);
        try {
            return new Presented(
                    apReq,
                    ticket,
                    issuer.realm(),
                    new ClientName(ticket.getCrealm(), KerberosName.of(ticket.getCname())),
                    key);
        } catch (MalformedMessageException e) {
            throw new KdcException(KdcError.KRB_AP_ERR_BAD_INTEGRITY, "ticket: " + e.getMessage());
        }
    }

    Requester authenticate(Presented presented, KdcRequest request, Moment moment) throws KdcException {
        EncTicketPart ticket = presented.ticket();
        requireUsable(ticket.getKey(), "the ticket's session key");
        Authenticator authenticator = openAuthenticator(presented.apReq().getEncryptedAuthenticator(), ticket.getKey());
        requireSameClient(presented.client(), authenticator);
        Instant sentAt = KerberosTimes.instant(authenticator.getCtime(), authenticator.getCusec());
        ClockSkew.require(sentAt, moment);
        requireValid(ticket, request.asks(KdcOption.VALIDATE), moment);
        requireUnmodified(request.encodedBody(), authenticator.getCksum(), ticket.getKey());
        Optional<EncryptionKey> subkey = Optional.ofNullable(authenticator.getSubKey());
        if (subkey.isPresent()) {
            requireUsable(subkey.get(), "the authenticator's subkey");
        }
        return new Requester(presented, subkey);
    }

    private static ApReq decode(byte[] padata) throws KdcException {
        try {
            DerNode envelope = DerNode.parse(padata);
            DerNode message = envelope.onlyChild();
            Optional<DerNode> pvno = message.field(0);
            Optional<DerNode> type = message.field(1);
            if (pvno.isEmpty() || pvno.get().intValue() != VERSION) {
                throw new KdcException(KdcError.KRB_AP_ERR_BADVERSION);
            }
            if (type.isEmpty() || type.get().intValue() != AP_REQ) {
                throw new KdcException(KdcError.KRB_AP_ERR_MSG_TYPE, "PA-TGS-REQ is no AP-REQ");
            }
            ApReq apReq = KerbyCodec.decode(padata, ApReq.class);
            Ticket ticket = apReq.getTicket();
            if (ticket == null
                    || ticket.getRealm() == null
                    || ticket.getSname() == null
                    || incomplete(ticket.getEncryptedEncPart())
                    || incomplete(apReq.getEncryptedAuthenticator())) {
                throw new MalformedMessageException("AP-REQ lacks a mandatory field");
            }
            return apReq;
        } catch (MalformedMessageException e) {
            throw new KdcException(KdcError.KRB_ERR_GENERIC, "malformed PA-TGS-REQ: " + e.getMessage());
        }
    }

    private static boolean incomplete(EncryptedData data) {
        return data == null || data.getCipher() == null;
    }

    private Issuer issuer(Ticket ticket) throws KdcException {
        if (ticket.getTktvno() != VERSION) {
            throw new KdcException(KdcError.KRB_AP_ERR_BADVERSION);
        }
        requireForUs(ticket);
        if (realm.equals(ticket.getRealm())) {
            return new Issuer(realm, directory.ticketGrantingService().keys());
        }
        AccountKeys keys = trusts.partner(ticket.getRealm())
                .filter(ticket.getRealm()::equals)
                .flatMap(trusts::keysOf)
                .orElseThrow(() -> new KdcException(
                        KdcError.KRB_AP_ERR_NOT_US,
                        "the ticket is of a realm that %s does not trust".formatted(realm)));
        return new Issuer(ticket.getRealm(), keys);
    }

    private void requireForUs(Ticket ticket) throws KdcException {
        try {
            if (!KerberosName.of(ticket.getSname()).sameAs(KerberosName.ticketGrantingService(realm))) {
                throw new KdcException(KdcError.KRB_AP_ERR_NOT_US);
            }
        } catch (MalformedMessageException e) {
            throw new KdcException(KdcError.KRB_AP_ERR_BAD_INTEGRITY, "ticket: " + e.getMessage());
        }
    }

    private static EncryptionKey keyOf(Ticket ticket, AccountKeys keys) throws KdcException {
        EncryptedData sealed = ticket.getEncryptedEncPart();
        if (sealed.getKvno() != keys.keyVersionNumber()) {
            throw new KdcException(
                    KdcError.KRB_AP_ERR_BADKEYVER,
                    "the ticket is encrypted with kvno %d, the key here has %d"
                            .formatted(sealed.getKvno(), keys.keyVersionNumber()));
        }
        return Etype.of(sealed.getEType().getValue())
                .flatMap(keys::key)
                .orElseThrow(() -> new KdcException(KdcError.KRB_AP_ERR_BAD_INTEGRITY));
    }

    private static EncTicketPart openTicket(Ticket ticket, EncryptionKey key) throws KdcException {
        try {
            return complete(
                    Sealing.open(ticket.getEncryptedEncPart(), key, KeyUsage.KDC_REP_TICKET, EncTicketPart.class));
        } catch (MalformedMessageException e) {
            throw new KdcException(KdcError.KRB_AP_ERR_BAD_INTEGRITY, "ticket: " + e.getMessage());
        }
    }

    private static EncTicketPart complete(EncTicketPart part) throws MalformedMessageException {
        if (part.getFlags() == null
                || part.getKey() == null
                || part.getCname() == null
                || part.getCrealm() == null
                || part.getTransited() == null
                || part.getAuthTime() == null
                || part.getEndTime() == null) {
            throw new MalformedMessageException("EncTicketPart lacks a mandatory field");
        }
        return part;
    }

    private static Authenticator openAuthenticator(EncryptedData sealed, EncryptionKey key) throws KdcException {
        try {
            Authenticator opened = Sealing.open(sealed, key, KeyUsage.TGS_REQ_AUTH, Authenticator.class);
            if (opened.getAuthenticatorVno() != VERSION) {
                throw new KdcException(KdcError.KRB_AP_ERR_BADVERSION);
            }
            if (opened.getCname() == null || opened.getCrealm() == null || opened.getCtime() == null) {
                throw new MalformedMessageException("lacks a mandatory field");
            }
            return opened;
        } catch (MalformedMessageException e) {
            throw new KdcException(KdcError.KRB_AP_ERR_BAD_INTEGRITY, "authenticator: " + e.getMessage());
        }
    }

    private static void requireSameClient(ClientName client, Authenticator authenticator) throws KdcException {
        try {
            if (!client.name().sameAs(KerberosName.of(authenticator.getCname()))
                    || !client.realm().equals(authenticator.getCrealm())) {
                throw new KdcException(KdcError.KRB_AP_ERR_BADMATCH);
            }
        } catch (MalformedMessageException e) {
            throw new KdcException(KdcError.KRB_AP_ERR_BADMATCH, "authenticator: " + e.getMessage());
        }
    }

    /** No skew is granted at the end, not to another realm's clock either: what is derived would have ended, too. */
    private static void requireValid(EncTicketPart ticket, boolean toBeValidated, Moment moment) throws KdcException {
        Instant start = KerberosTimes.startOf(ticket);
        if (start.isAfter(moment.now().plus(moment.policy().clockSkew()))
                || (ticket.getFlags().isFlagSet(TicketFlag.INVALID) && !toBeValidated)) {
            throw new KdcException(KdcError.KRB_AP_ERR_TKT_NYV);
        }
        Instant end = KerberosTimes.instant(ticket.getEndTime());
        if (!end.isAfter(moment.now())) {
            throw new KdcException(KdcError.KRB_AP_ERR_TKT_EXPIRED, "the ticket-granting ticket ended at " + end);
        }
    }

    /**
     * The checksum binds the body to the authenticator. It has to be collision-proof; keyed it need not be, as it travels
     * encrypted (RFC 4120 §3.3.3), and the JDK's client sends RSA-MD5.
     */
    private static void requireUnmodified(byte[] body, CheckSum checksum, EncryptionKey key) throws KdcException {
        boolean keyed = checksum != null
                && checksum.getCksumtype()
                        == Etype.of(key.getKeyType().getValue()).orElseThrow().checksum();
        boolean collisionProof = checksum != null && checksum.getCksumtype() == CheckSumType.RSA_MD5;
        if (!keyed && !collisionProof) {
            throw new KdcException(KdcError.KRB_AP_ERR_INAPP_CKSUM);
        }
        boolean matches = keyed
                ? Sealing.verifies(checksum, body, key, KeyUsage.TGS_REQ_AUTH_CKSUM)
                : Sealing.verifies(checksum, body);
        if (!matches) {
            throw new KdcException(KdcError.KRB_AP_ERR_MODIFIED);
        }
    }

    private static void requireUsable(EncryptionKey key, String what) throws KdcException {
        boolean usable = key.getKeyData() != null
                && Etype.of(key.getKeyType().getValue())
                        .filter(type -> type.keySize() == key.getKeyData().length)
                        .isPresent();
        if (!usable) {
            throw new KdcException(KdcError.KDC_ERR_ETYPE_NOSUPP, what + " is of no known type and length");
        }
    }
}
