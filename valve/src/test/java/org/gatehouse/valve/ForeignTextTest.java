package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.juli.logging.LogFactory;
import org.gatehouse.acceptor.AcceptedNames;
import org.gatehouse.acceptor.AcceptorClock;
import org.gatehouse.acceptor.AcceptorPolicy;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.acceptor.KerberosAcceptor;
import org.gatehouse.acceptor.ReplayCache;
import org.gatehouse.crypto.Cryptosystem;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.gss.Conversation;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.gss.Peer;
import org.gatehouse.http.AuthorizationHeader;
import org.gatehouse.http.Credentials;
import org.gatehouse.http.Scheme;
import org.gatehouse.mechanism.LegStore;
import org.gatehouse.mechanism.Outcomes;
import org.gatehouse.mechanism.Reference;
import org.gatehouse.mechanism.SignInEvent;
import org.gatehouse.negotiate.NegotiateScheme;
import org.gatehouse.negotiate.PendingLeg;
import org.gatehouse.negotiate.TokenDescriber;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What a client writes into its names, headers and address looks like no address and no reference in a line of the log,
 * unless it stands in double quotes: for names of every kind, in every refusal that tells one.
 */
class ForeignTextTest {
    private static final String ADDRESS = "10.1.2.3";
    private static final Reference REFERENCE = new Reference(0x7f3a91c2);

    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
    private static final Pattern ADDRESSES =
            Pattern.compile("[0-9]+(?:\\.[0-9]+){3}|[0-9a-fA-F]*(?::[0-9a-fA-F]*){2,}");
    private static final Pattern REFERENCES = Pattern.compile("\\[[^]]*]");

    /** The last has another mechanism first, and its token all the same: the refusal tells what that was. */
    private static final List<Function<Forge, Bytes>> TOKENS = List.of(
            Forge::kerberos,
            Forge::spnego,
            forge -> forge.spnego(List.of(MechanismOid.NEGOEX.content(), MechanismOid.KERBEROS.content())));

    private final LogRecorder recorder = new LogRecorder(ForeignTextTest.class.getName());
    private final RefusalLog log = new RefusalLog(LogFactory.getLog(ForeignTextTest.class), () -> Forge.NOW);
    private final List<Consumer<Forge>> mistakes = mistakes();
    private final List<NegotiateScheme> schemes = schemes();
    private final Set<FailureCode> met = EnumSet.noneOf(FailureCode.class);
    private int turn;

    @AfterEach
    void forget() {
        recorder.close();
    }

    /** The names that a client, a KDC and the realms on the way choose. */
    enum Place {
        SERVICE((forge, text) -> forge.sname = "HTTP/" + text),
        WHOLE_SERVICE((forge, text) -> forge.sname = text),
        SERVICE_REALM((forge, text) -> forge.realm = text),
        USER((forge, text) -> {
            forge.cname = List.of(text);
            forge.authenticatorName = forge.cname;
        }),
        USER_OF_TWO_PARTS((forge, text) -> {
            forge.cname = List.of("a", text);
            forge.authenticatorName = forge.cname;
        }),
        USER_REALM((forge, text) -> {
            forge.crealm = text;
            forge.authenticatorRealm = text;
        }),
        OTHER_USER((forge, text) -> forge.authenticatorName = List.of(text)),
        OTHER_REALM((forge, text) -> forge.authenticatorRealm = text),
        REALM_ON_THE_WAY((forge, text) -> forge.transited = text),
        EVERYWHERE((forge, text) -> {
            forge.sname = "HTTP/" + text;
            forge.realm = text;
            forge.cname = List.of(text, text);
            forge.authenticatorName = forge.cname;
            forge.crealm = text;
            forge.authenticatorRealm = text;
            forge.transited = text;
        });

        @SuppressWarnings("ImmutableEnumChecker") // the functions above keep nothing
        private final Writing writing;

        Place(Writing writing) {
            this.writing = writing;
        }
    }

    @FunctionalInterface
    private interface Writing {
        void write(Forge forge, String text);
    }

    @Test
    void inATicketStandsInQuotesInEveryRefusalThatTellsIt() {
        List<String> texts = ForeignTexts.all();
        for (Place place : Place.values()) {
            for (int i = 0; i < texts.size(); i++) {
                int step = i < ForeignTexts.NASTY.size() ? 2 : mistakes.size();
                for (int at = turn % step; at < mistakes.size(); at += step) {
                    write(texts.get(i), place, mistakes.get(at));
                }
            }
        }

        assertThat(met)
                .contains(
                        FailureCode.MALFORMED_KERBEROS,
                        FailureCode.NOT_AN_AP_REQ,
                        FailureCode.BAD_VERSION,
                        FailureCode.KERBEROS_NOT_FIRST,
                        FailureCode.USER_TO_USER,
                        FailureCode.NO_KEY_FOR_NAME,
                        FailureCode.NO_KEY_OF_ENCTYPE,
                        FailureCode.TICKET_DOES_NOT_OPEN,
                        FailureCode.KVNO_MISMATCH,
                        FailureCode.ENCTYPE_NOT_SUPPORTED,
                        FailureCode.OTHER_REALM,
                        FailureCode.NAME_NOT_IN_KEYTAB,
                        FailureCode.NAME_NOT_ACCEPTED,
                        FailureCode.AUTHENTICATOR_DOES_NOT_OPEN,
                        FailureCode.WRONG_CLIENT,
                        FailureCode.NO_GSS_CHECKSUM,
                        FailureCode.CRITICAL_AUTHORIZATION_DATA,
                        FailureCode.TICKET_EXPIRED,
                        FailureCode.SKEW,
                        FailureCode.TICKET_NOT_YET_VALID,
                        FailureCode.TICKET_INVALID,
                        FailureCode.REPLAY,
                        FailureCode.ANONYMOUS_CLIENT,
                        FailureCode.UNTRUSTED_REALM,
                        FailureCode.TRANSIT_NOT_CHECKED,
                        FailureCode.TRANSIT_NOT_TRUSTED);
    }

    /** Places and mistakes take turns with the kinds of tokens and of acceptors. */
    private void write(String text, Place place, Consumer<Forge> mistake) {
        Forge forge = Forge.with(mistake);
        place.writing.write(forge, text);
        Function<Forge, Bytes> token = TOKENS.get(turn % TOKENS.size());
        accept(schemes.get(turn % schemes.size()), token.apply(forge));
        turn++;
    }

    @Test
    void inAHeaderIsNotShown() {
        for (String text : ForeignTexts.all()) {
            for (String value : List.of("Negotiate " + text, "Basic " + text, text + " YII=", text)) {
                AuthorizationHeader header =
                        new AuthorizationHeader(List.of(Bytes.of(value.getBytes(StandardCharsets.UTF_8))));
                try (Credentials credentials = header.read(EnumSet.allOf(Scheme.class))) {
                    checkTrace(event(peer(text), new SignInEvent.Challenged(), header, credentials));
                } catch (RefusedException e) {
                    refused(e.failure(), header, peer(text));
                }
            }
        }
    }

    @Test
    void inPlaceOfAnAddressIsShownOnlyIfItLooksLikeOne() {
        for (String text : ForeignTexts.all()) {
            Peer peer = new Peer(text);
            log.happened(refusal(peer));
            String line = lastLine();

            assertThat(peer.address()).matches("[0-9A-Za-z:.%_-]{1,64}|invalid address");
            assertThat(line).isEqualTo("GH-N001 [" + REFERENCE + "] " + peer.address() + ": seen. Do.");
        }
    }

    private static SignInEvent refusal(Peer peer) {
        return new SignInEvent(
                Forge.NOW,
                new SignInEvent.Source(peer, REFERENCE),
                new SignInEvent.Refused(new Failure(FailureCode.NTLM, "seen.", "Do.")),
                0,
                Optional::empty);
    }

    /** What a client or a KDC may do wrong beside its names. */
    private static List<Consumer<Forge>> mistakes() {
        return List.of(
                forge -> {},
                forge -> forge.serviceKey = new byte[32],
                forge -> {
                    forge.kvno = OptionalLong.of(8);
                    forge.serviceKey = new byte[32];
                },
                forge -> forge.ticketEtype = 23,
                forge -> {
                    forge.ticketEtype = 20;
                    forge.serviceKey = new byte[32];
                },
                forge -> forge.sessionEtype = 23,
                forge -> forge.subkey = Forge.key(6, 23, new byte[16]),
                forge -> forge.apOptions = 1 << 30,
                forge -> forge.tokId = 0x0200,
                forge -> forge.checksumType = 16,
                forge -> forge.authenticatorVersion = 4,
                forge -> forge.authenticatorKey = new byte[32],
                forge -> forge.ticketAuthorizationData = Forge.authorizationData(10, 4),
                forge -> forge.ctime = Forge.NOW.plusSeconds(432),
                forge -> forge.startTime = Forge.NOW.plusSeconds(432),
                forge -> forge.endTime = Forge.NOW.minusSeconds(432),
                forge -> forge.flags |= 1 << (31 - 7),
                forge -> forge.flags |= 1 << (31 - 16),
                forge -> forge.flags = 0);
    }

    /** By the names of the keytab, of a list, of any; and with a list of realms. */
    private static List<NegotiateScheme> schemes() {
        return Stream.of(
                        AcceptorPolicy.DEFAULT,
                        new AcceptorPolicy(AcceptedNames.parse("HTTP/listed").orElseThrow(), Optional.empty()),
                        new AcceptorPolicy(AcceptedNames.ANY, Optional.empty()),
                        new AcceptorPolicy(AcceptedNames.ANY, Optional.of(Set.of("TRUSTED.EXAMPLE"))))
                .map(ForeignTextTest::scheme)
                .toList();
    }

    private static NegotiateScheme scheme(AcceptorPolicy policy) {
        SecureRandom random = new SecureRandom();
        AcceptorClock clock = new AcceptorClock(() -> Forge.NOW, Duration.ofMinutes(5));
        KerberosAcceptor acceptor = new KerberosAcceptor(
                Forge.keys(), clock, new Cryptosystem(random), new ReplayCache(1 << 16, random), policy);
        return new NegotiateScheme(
                List.of(acceptor),
                Forge.SPN,
                new LegStore<PendingLeg>(new LegStore.Bounds(0, 0, Duration.ofMinutes(1)), () -> Forge.NOW)
                        .part((unfinished, reference, peer) -> {}));
    }

    private void accept(NegotiateScheme scheme, Bytes token) {
        if (isAccepted(scheme, token)) {
            assertThat(isAccepted(scheme, token)).as("a replay is").isFalse();
        }
    }

    private boolean isAccepted(NegotiateScheme scheme, Bytes token) {
        Peer peer = peer("Firefox");
        return Outcomes.owned(scheme.accept(token, peer, REFERENCE))
                .fold(
                        established -> {
                            checkTrace(event(
                                    peer,
                                    new SignInEvent.Accepted(established.identity()),
                                    new AuthorizationHeader(List.of(token)),
                                    new Credentials.Negotiate(token)));
                            return true;
                        },
                        next -> refused(next.unfinished(), token, peer),
                        rejected -> refused(rejected.failure(), token, peer),
                        unavailable -> refused(unavailable.failure(), token, peer));
    }

    private boolean refused(Failure failure, Bytes token, Peer peer) {
        return refused(failure, new AuthorizationHeader(List.of(token)), new Credentials.Negotiate(token), peer);
    }

    private void refused(Failure failure, AuthorizationHeader header, Peer peer) {
        refused(failure, header, new Credentials.Other(), peer);
    }

    private boolean refused(Failure failure, AuthorizationHeader header, Credentials credentials, Peer peer) {
        met.add(failure.code());
        SignInEvent event = event(peer, new SignInEvent.Refused(failure), header, credentials);
        log.happened(event);
        String line = lastLine();
        assertThat(line).startsWith(failure.code() + " [" + REFERENCE + "] " + ADDRESS + ": ");
        checkOutside(line);
        checkTrace(event);
        return false;
    }

    private static SignInEvent event(
            Peer peer, SignInEvent.Decision decision, AuthorizationHeader header, Credentials credentials) {
        return new SignInEvent(
                Forge.NOW,
                new SignInEvent.Source(peer, REFERENCE),
                decision,
                0,
                () -> TokenDescriber.sent(header, credentials));
    }

    private static void checkTrace(SignInEvent event) {
        String line = event.toString();
        assertThat(line).startsWith("[" + REFERENCE + "] " + ADDRESS + " ");
        checkOutside(line);
    }

    private static void checkOutside(String line) {
        assertThat(line).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Co}\\p{Cs}]");
        assertThat(line.chars().filter(c -> c == '"').count() % 2).as(line).isZero();
        String outside = QUOTED.matcher(line).replaceAll("\"\"");
        assertThat(found(ADDRESSES, outside)).as(line).containsExactly(ADDRESS);
        assertThat(found(REFERENCES, outside)).as(line).containsExactly("[" + REFERENCE + "]");
        assertThat(outside).as(line).doesNotContain("DEAD", "BEEF", "forged", "jndi", "\ud834");
    }

    /** Times of day have colons, too. */
    private static List<String> found(Pattern pattern, String line) {
        String withoutTimes =
                Pattern.compile("[0-9-]{10}T[0-9:.]+Z").matcher(line).replaceAll("");
        return pattern.matcher(withoutTimes).results().map(MatchResult::group).toList();
    }

    private String lastLine() {
        List<String> lines = recorder.lines(Level.ALL);
        String line = lines.get(lines.size() - 1);
        recorder.clear();
        return line;
    }

    private static Peer peer(String userAgent) {
        return new Peer(ADDRESS, Optional.of(new Conversation("c1", ADDRESS, userAgent)));
    }
}
