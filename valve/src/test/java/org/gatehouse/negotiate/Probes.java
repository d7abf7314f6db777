package org.gatehouse.negotiate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.der.DerElement;
import org.gatehouse.der.Tag;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.negotiate.Probe.Verdict;
import org.gatehouse.wire.Bytes;

/** Tokens of this moment: the JDK's acceptor knows no other time. */
final class Probes {
    private static final int USE_SESSION_KEY = 1 << 30;
    private static final int MUTUAL_REQUIRED = 1 << 29;
    private static final int INVALID = 1 << (31 - 7);
    private static final int ANONYMOUS = 1 << (31 - 16);

    private final Instant now;
    private final List<Probe> all = new ArrayList<>();

    private Probes(Instant now) {
        this.now = now;
    }

    static List<Probe> of(Instant now) {
        Probes probes = new Probes(now);
        probes.good();
        probes.times();
        probes.ticketKeys();
        probes.sessionKeys();
        probes.names();
        probes.authenticators();
        probes.checksums();
        probes.restrictions();
        probes.messages();
        return List.copyOf(probes.all);
    }

    /** A forge whose times are those of now. */
    static Forge forge(Instant now, int number) {
        return Forge.with(forge -> {
            forge.authTime = now.minus(Duration.ofHours(1));
            forge.startTime = forge.authTime;
            forge.endTime = now.plus(Duration.ofHours(9));
            forge.ctime = now;
            forge.cusec = number;
        });
    }

    private void good() {
        accepted("as Windows sends it", forge -> {});
        accepted("mutual authentication", forge -> forge.apOptions = MUTUAL_REQUIRED);
        accepted("GSS flags", forge -> forge.checksum = Forge.gssChecksum(0x3e));
        for (EncryptionType type : EncryptionType.DEFAULT) {
            if (type.keyLength() == Forge.SERVICE_KEY.length) {
                accepted("session key and subkey of " + type, forge -> {
                    forge.sessionEtype = type.number();
                    forge.authenticatorEtype = type.number();
                    forge.subkey = Forge.key(6, type.number(), new byte[32]);
                });
            }
        }
        accepted("session key of a shorter type", forge -> shortSessionKey(forge, 17));
        accepted("session key of a shorter type with HMAC-SHA2", forge -> shortSessionKey(forge, 19));
        accepted("no sequence number", forge -> forge.seqNumber = OptionalLong.empty());
        accepted("the largest sequence number", forge -> forge.seqNumber = OptionalLong.of(0xffff_ffffL));
        accepted("no start time", forge -> forge.sealedInTicket = without(6));
        accepted("a client of a realm that ours trusts", forge -> {
            forge.crealm = "PARTNER.EXAMPLE";
            forge.authenticatorRealm = "PARTNER.EXAMPLE";
        });
        add("Kerberos alone", Verdict.ACCEPTED, "", probe().kerberos());
        add(
                "Kerberos' own identifier first",
                Verdict.ACCEPTED,
                "",
                probe().spnego(List.of(MechanismOid.KERBEROS.content())));
    }

    private void times() {
        Duration far = Duration.ofMinutes(10);
        Duration near = Duration.ofMinutes(2);
        refused("a clock that is ahead", forge -> forge.ctime = now.plus(far));
        refused("a clock that is behind", forge -> forge.ctime = now.minus(far));
        accepted("a clock that is a little behind", forge -> forge.ctime = now.minus(near));
        refused("an expired ticket", forge -> forge.endTime = now.minus(far));
        accepted("a ticket that has just expired", forge -> forge.endTime = now.minus(near));
        refused("a ticket that is not valid yet", forge -> forge.startTime = now.plus(far));
        accepted("a ticket that is valid in a moment", forge -> forge.startTime = now.plus(near));
        refused("a ticket that is marked invalid", forge -> forge.flags |= INVALID);
    }

    private void ticketKeys() {
        refused("a ticket with another key", forge -> forge.serviceKey = new byte[32]);
        refused("a ticket with the session key", forge -> forge.serviceKey = Forge.SESSION_KEY);
        refused("a ticket of a type that it is not sealed with", forge -> forge.ticketEtype = 20);
        refused("a ticket of a type that the keytab has not", forge -> {
            forge.ticketType = EncryptionType.AES128_CTS_HMAC_SHA1_96;
            forge.ticketEtype = 17;
            forge.serviceKey = new byte[16];
        });
        refused("a ticket of RC4", forge -> forge.ofType(EncryptionType.RC4_HMAC));
        refused("a ticket of a type that nobody knows", forge -> forge.ticketEtype = 99);
        for (long kvno : new long[] {6, 8, 263}) {
            accepted(
                    "a ticket that names version " + kvno + " of the key", forge -> forge.kvno = OptionalLong.of(kvno));
        }
        accepted("a ticket without a version of the key", forge -> forge.kvno = OptionalLong.empty());
        accepted("a ticket with version 0 of the key", forge -> forge.kvno = OptionalLong.of(0));
    }

    private void sessionKeys() {
        refused("an authenticator with another key", forge -> forge.authenticatorKey = new byte[32]);
        refused("an authenticator with the service's key", forge -> forge.authenticatorKey = Forge.SERVICE_KEY);
        refused("an authenticator of another type", forge -> forge.authenticatorEtype = 20);
        refused("a session key of another length", forge -> forge.sessionKey = new byte[16]);
        refused("a session key of a type that nobody knows", forge -> forge.sessionEtype = 99);
        refused("a session key of RC4", forge -> shortSessionKey(forge, 23));
        oursAlone(
                "a ticket that says it is sealed with a session key",
                "the JDK does not look at the option",
                forge -> forge.apOptions = USE_SESSION_KEY);
        refused("a subkey of a type that nobody knows", forge -> forge.subkey = Forge.key(6, 99, new byte[32]));
        oursAlone(
                "a subkey of another length",
                "the JDK would notice when it used it, which for HTTP is never",
                forge -> forge.subkey = Forge.key(6, 18, new byte[16]));
    }

    private void names() {
        String anyName = "without a name of its own the JDK takes a ticket for any that one of its keys opens";
        for (String name : List.of(
                "HTTP/other.example.com", "cifs/portal.example.com", "krbtgt/EXAMPLE.COM", Forge.SPN + ":8443")) {
            oursAlone("a ticket for " + name, anyName, forge -> forge.sname = name);
        }
        oursAlone("a ticket of another realm", anyName, forge -> forge.realm = "OTHER.EXAMPLE");
        accepted("a ticket for the name in another case", forge -> forge.sname = "http/Portal.Example.COM");
        accepted("a ticket of the realm in another case", forge -> forge.realm = "example.com");
    }

    private void authenticators() {
        String unread = "the JDK does not read them";
        refused("another client", forge -> forge.authenticatorName = List.of("bob"));
        refused("the client in another case", forge -> forge.authenticatorName = List.of("Alice"));
        refused("one component more", forge -> forge.authenticatorName = List.of("alice", "admin"));
        refused("another realm", forge -> forge.authenticatorRealm = "OTHER.EXAMPLE");
        refused("another version", forge -> forge.authenticatorVersion = 4);
        oursAlone("too many microseconds", "the JDK does not limit them", forge -> forge.cusec = 1_000_000);
        oursAlone("negative microseconds", "the JDK does not limit them", forge -> forge.cusec = -1);
        refused("no time", forge -> forge.sealedInAuthenticator = without(5));
        refused("no client", forge -> forge.sealedInAuthenticator = without(2));
        oursAlone(
                "a sequence number of more than 32 bits",
                "the JDK drops the others",
                forge -> forge.seqNumber = OptionalLong.of(1L << 32));
        oursAlone("bytes behind the authenticator", unread, forge -> forge.sealedInAuthenticator = Probes::longer);
        oursAlone("bytes behind the EncTicketPart", unread, forge -> forge.sealedInTicket = Probes::longer);
        refused("a ticket without a session key", forge -> forge.sealedInTicket = without(1));
        refused("a ticket without an end", forge -> forge.sealedInTicket = without(7));
    }

    private void checksums() {
        refused("no checksum", forge -> forge.sealedInAuthenticator = without(3));
        oursAlone(
                "a checksum of another type",
                "the JDK reads the content whatever the type is",
                forge -> forge.checksumType = 7);
        refused("a checksum that is cut", forge -> forge.checksum = Arrays.copyOf(forge.checksum, 23));
        refused("a checksum with nothing in it", forge -> forge.checksum = new byte[0]);
        refused("bindings of 15 bytes", forge -> forge.checksum[0] = 15);
        refused("bindings of 17 bytes", forge -> forge.checksum[0] = 17);
        refused("bindings of 2 GB", forge -> forge.checksum[3] = 0x7f);
        refused("a delegated ticket that is not there", forge -> forge.checksum = Forge.gssChecksum(1));
        refused("a delegated ticket that is cut", forge -> forge.checksum = Forge.delegating(1, 8, 7));
        refused("a delegated ticket of 64 KB", forge -> forge.checksum = Forge.delegating(1, 0xffff, 8));
        refused("another way to delegate", forge -> forge.checksum = Forge.delegating(2, 8, 8));
        jgssAlone(
                "a delegated ticket that is junk",
                "it is not opened until somebody wants to use it",
                forge -> forge.checksum = Forge.delegating(1, 8, 8));
    }

    private void restrictions() {
        accepted("restrictions that are relevant to some", forge -> {
            forge.ticketAuthorizationData = Forge.authorizationData(10, 1);
            forge.authenticatorAuthorizationData = Forge.authorizationData(8, 1);
        });
        String unread = "the JDK does not look at what it does not understand; RFC 4120 §5.2.6 demands to refuse it";
        for (int type : new int[] {4, 5, 8, 64, 128, 999}) {
            oursAlone(
                    "a ticket with the restriction " + type,
                    unread,
                    forge -> forge.ticketAuthorizationData = Forge.authorizationData(10, type));
            oursAlone(
                    "an authenticator with the restriction " + type,
                    unread,
                    forge -> forge.authenticatorAuthorizationData = Forge.authorizationData(8, type));
        }
        add(
                "realms on the way that the KDC has not checked",
                Verdict.REFUSED_BY_US_AT_LEAST,
                "17.0.19 does not look at the flag, 17.0.21 does; RFC 4120 §2.7 wants one of both sides to check",
                token(forge -> {
                    forge.transited = "MIDDLE.EXAMPLE";
                    forge.flags = 0;
                }));
        String anybody = "a ticket that anybody can have says nothing of who has it (RFC 8062 §4)";
        oursAlone("an anonymous ticket", anybody, forge -> forge.flags |= ANONYMOUS);
        oursAlone("a well-known client", anybody, forge -> {
            forge.cname = List.of("WELLKNOWN", "ANONYMOUS");
            forge.authenticatorName = forge.cname;
        });
        oursAlone("a well-known realm", anybody, forge -> {
            forge.crealm = "WELLKNOWN:ANONYMOUS";
            forge.authenticatorRealm = forge.crealm;
        });
    }

    private void messages() {
        refused("another version of Kerberos", forge -> forge.pvno = 4);
        refused("another type of message", forge -> forge.msgType = 15);
        refused("another tag", forge -> forge.apReqTag = Tag.application(15));
        refused("an AP-REP's token identifier", forge -> forge.tokId = 0x0200);
        refused("a KRB-ERROR's token identifier", forge -> forge.tokId = 0x0300);
        refused("bytes behind the token", forge -> {}, Probes::longer);
        refused("half a token", forge -> {}, token -> token.slice(0, token.length() / 2));
        refused("nothing", forge -> {}, token -> Bytes.EMPTY);
        add("a mechanism that nobody knows", Verdict.REFUSED, "", probe().spnego(List.of(Bytes.of(new byte[] {0x2a, 3, 4
        }))));
        Bytes again = token(forge -> forge.apOptions = MUTUAL_REQUIRED);
        add("a token", Verdict.ACCEPTED, "", again);
        add("the same token again", Verdict.REFUSED, "", again);
    }

    private void accepted(String name, Consumer<Forge> change) {
        add(name, Verdict.ACCEPTED, "", token(change));
    }

    private void refused(String name, Consumer<Forge> change) {
        add(name, Verdict.REFUSED, "", token(change));
    }

    private void refused(String name, Consumer<Forge> change, UnaryOperator<Bytes> spoiled) {
        add(name, Verdict.REFUSED, "", spoiled.apply(token(change)));
    }

    private void oursAlone(String name, String why, Consumer<Forge> change) {
        add(name, Verdict.REFUSED_BY_US_ALONE, why, token(change));
    }

    private void jgssAlone(String name, String why, Consumer<Forge> change) {
        add(name, Verdict.REFUSED_BY_JGSS_ALONE, why, token(change));
    }

    private void add(String name, Verdict verdict, String why, Bytes token) {
        all.add(new Probe(name, verdict, why, token));
    }

    private Forge probe() {
        return forge(now, all.size());
    }

    private Bytes token(Consumer<Forge> change) {
        Forge forge = probe();
        change.accept(forge);
        return forge.spnego();
    }

    private static void shortSessionKey(Forge forge, int etype) {
        forge.sessionEtype = etype;
        forge.authenticatorEtype = etype;
        forge.sessionKey = Arrays.copyOf(Forge.SESSION_KEY, 16);
        forge.authenticatorKey = forge.sessionKey;
    }

    /** Without the field {@code [number]} of the SEQUENCE. */
    private static UnaryOperator<Bytes> without(int number) {
        return message -> DerElement.of(message)
                .with(0, sequence -> sequence.without(Tag.context(number)))
                .encode();
    }

    private static Bytes longer(Bytes bytes) {
        return Bytes.of(Arrays.copyOf(bytes.toArray(), bytes.length() + 1));
    }
}
