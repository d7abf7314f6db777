package org.gatehouse.spnego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.gss.ScriptedMechanism.clientMic;
import static org.gatehouse.gss.ScriptedMechanism.serverMic;
import static org.gatehouse.gss.ScriptedMechanism.token;
import static org.gatehouse.wire.Hex.hex;
import static org.gatehouse.wire.Malformed.assertMalformed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.der.DerWriter;
import org.gatehouse.der.Tag;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.gss.GssMechanism;
import org.gatehouse.gss.InitialContextToken;
import org.gatehouse.gss.Leg;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.gss.Peer;
import org.gatehouse.gss.ScriptedMechanism;
import org.gatehouse.gss.Step;
import org.gatehouse.gss.Steps;
import org.gatehouse.negotiate.ForgedService;
import org.gatehouse.secret.TestCleanup;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.Hex;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of a negotiation until the client's next token, and how much it weighs. */
class KeptNegotiationTest {
    private static final Peer PEER = new Peer("10.1.2.3");
    private static final Bytes NTLM = MechanismOid.NTLMSSP.content();

    private final SpnegoAcceptor spnego = new SpnegoAcceptor(List.of(new ScriptedMechanism()), new RefusalCodes());

    /** RFC 4178 §5: a list of 128 bytes and more has a header of three or four octets, which is signed as well. */
    @ParameterizedTest
    @ValueSource(ints = {2, 9, 10, 11, 12, 15})
    void signsAndVerifiesListsOfAnyLength(int others) throws WireException {
        List<Bytes> list = list(others);
        Bytes raw = raw(list);

        Step<NegotiationLeg> chosen = spnego.begin(init(list, Bytes.EMPTY), PEER);
        Step<NegotiationLeg> signed = next(chosen, resp("done"));

        assertThat(NegTokenResp.parse(Steps.more(signed).token()).mechListMic()).contains(serverMic(raw));
        assertThat(Steps.done(next(signed, mic(clientMic(raw)))).identity().name())
                .isEqualTo("bob");
    }

    @Test
    void weighsTheListThatItKeeps() {
        int little = weight(spnego.begin(init(list(1), Bytes.EMPTY), PEER));
        int much = weight(spnego.begin(init(list(2), Bytes.EMPTY), PEER));

        assertThat(little).isGreaterThan(2048);
        assertThat(much - little).isEqualTo(12);
        assertThat(little).isEqualTo(2048 + raw(list(1)).length() + NTLM.length());
    }

    @Test
    void weighsTheMechanismsLegOrContextAsWell() {
        Step<NegotiationLeg> chosen = spnego.begin(init(list(1), Bytes.EMPTY), PEER);
        int without = weight(chosen);

        Step<NegotiationLeg> going = next(chosen, resp("more"));
        Step<NegotiationLeg> signed = next(going, resp("done"));

        assertThat(weight(going)).isEqualTo(without + ScriptedMechanism.WEIGHT);
        assertThat(weight(signed)).isEqualTo(without + ScriptedMechanism.WEIGHT);
    }

    @Test
    void keepsListsOfUpTo1024Bytes() {
        List<Bytes> longest = new ArrayList<>(List.of(NTLM));
        for (int i = 0; i < 15; i++) {
            longest.add(oid(i < 8 ? 64 : 63)); // 15 elements of 66 or 65 bytes, one of 12, and a header of 4 bytes
        }
        assertThat(raw(longest).length()).isEqualTo(4 + 12 + 8 * 66 + 7 * 65);
        int missing = 1024 - raw(longest).length();
        longest.set(15, oid(63 + missing));

        assertThat(Steps.more(spnego.begin(init(longest, Bytes.EMPTY), PEER))
                        .leg()
                        .weight())
                .isEqualTo(2048 + 1024 + NTLM.length());
        longest.set(15, oid(64 + missing));
        assertMalformed(
                () -> NegTokenInit.parse(init(longest, Bytes.EMPTY)),
                "NegotiationToken.negTokenInit.NegTokenInit.mechTypes",
                Reason.TOO_LONG);
    }

    /** The client's token is large, and may be gone when the signature comes. */
    @Test
    void keepsTheTicketAndNotTheTokenAroundIt() throws WireException {
        SpnegoAcceptor kerberos =
                new SpnegoAcceptor(List.of(ForgedService.acceptor(Forge.keys(), () -> Forge.NOW)), new RefusalCodes());
        List<Bytes> list = List.of(oid(10), MechanismOid.KERBEROS.content());
        Bytes apReq = new Forge().kerberos();
        byte[] token = new NegTokenResp(Optional.empty(), Optional.empty(), Optional.of(apReq), Optional.empty())
                .encode()
                .toArray();
        Step<NegotiationLeg> chosen = kerberos.begin(init(list, Bytes.EMPTY), PEER);

        Step<NegotiationLeg> signed = kerberos.next(Steps.more(chosen).leg(), Bytes.of(token), PEER);
        Arrays.fill(token, (byte) 0);
        Step.Done<NegotiationLeg> done =
                Steps.done(kerberos.next(Steps.more(signed).leg(), mic(Forge.mic(25, 0, raw(list), 4711)), PEER));

        Bytes ticket =
                TestCleanup.closes(done.context()).kerberos().orElseThrow().ticket();
        assertThat(ticket.at(0)).isEqualTo(0x61);
        assertThat(Hex.hex(apReq)).contains(Hex.hex(ticket));
    }

    @Test
    void rejectsWithoutAMechanismWhereItHasNothingToTell() {
        SpnegoAcceptor silent = new SpnegoAcceptor(List.of(new SilentMechanism()), new RefusalCodes());

        Step<NegotiationLeg> refused = silent.begin(init(List.of(NTLM), token("clock")), PEER);

        assertThat(Steps.refused(refused).token())
                .isEqualTo(NegTokenResp.reject().encode());
    }

    /** Its client's clock is wrong, and it has no error that tells the time. */
    private static final class SilentMechanism implements GssMechanism {
        @Override
        public List<MechanismOid> oids() {
            return List.of(MechanismOid.NTLMSSP);
        }

        @Override
        public boolean isOurs(Bytes token) {
            return true;
        }

        @Override
        public Step<Leg> begin(Bytes token, Peer peer) {
            return new Step.Refused<>(new Failure(FailureCode.SKEW, "", ""), Bytes.EMPTY);
        }
    }

    @Test
    void refusesASecondTokenWithoutTheMechanismsToken() {
        Step<NegotiationLeg> chosen = spnego.begin(init(list(1), Bytes.EMPTY), PEER);

        assertThat(code(next(chosen, mic(hex("01"))))).isEqualTo(FailureCode.NO_OPTIMISTIC_TOKEN);
    }

    @Test
    void refusesASecondTokenForAMechanismThatIsThereNoLonger() {
        Step<NegotiationLeg> chosen = spnego.begin(init(list(1), Bytes.EMPTY), PEER);
        SpnegoAcceptor without = new SpnegoAcceptor(List.of(), new RefusalCodes());

        assertThat(code(without.next(Steps.more(chosen).leg(), resp("done"), PEER)))
                .isEqualTo(FailureCode.NO_OPTIMISTIC_TOKEN);
    }

    /** RFC 4178 §4.2.2: negState 1 is accept-incomplete, 3 is request-mic. */
    @Test
    void asksForASignatureOfTheListWhereTheMechanismIsNotTheFirst() {
        assertThat(NegTokenResp.chosen(hex("2b0601"), false).encode())
                .isEqualTo(hex("a10e300ca0030a0101a10506032b0601"));
        assertThat(NegTokenResp.chosen(hex("2b0601"), true).encode())
                .isEqualTo(hex("a10e300ca0030a0103a10506032b0601"));
    }

    /** [MS-SPNG] 2.2.1: all fields of NegHints may be missing. */
    @ParameterizedTest
    @ValueSource(
            strings = {"a3023000", "a3083006a0041b026162", "a3083006a1040402aabb", "a30e300ca0041b026162a1040402aabb"})
    void hintsOfTheServersFirstTokenMayBeMissing(String hints) throws WireException {
        String mic = "a4040402ccdd";
        Bytes types = raw(List.of(NTLM));
        int sequence = 2 + types.length() + hex(hints).length() + hex(mic).length();
        Bytes init = hex("a0%02x30%02xa0%02x%s%s%s"
                .formatted(sequence + 2, sequence, types.length(), Hex.hex(types), hints, mic));

        assertThat(NegTokenInit.parse(init).mechListMic()).contains(hex("ccdd"));
    }

    private static List<Bytes> list(int others) {
        List<Bytes> list = new ArrayList<>();
        for (int i = 0; i < others; i++) {
            list.add(oid(10));
        }
        list.add(NTLM);
        return list;
    }

    private static Bytes oid(int length) {
        byte[] content = new byte[length];
        Arrays.fill(content, (byte) 1);
        return Bytes.of(content);
    }

    /** SEQUENCE OF OBJECT IDENTIFIER, as the client writes it. */
    private static Bytes raw(List<Bytes> list) {
        DerWriter der = new DerWriter();
        int sequence = der.begin(Tag.SEQUENCE);
        list.forEach(der::oid);
        der.end(sequence);
        return der.toBytes();
    }

    private static Bytes init(List<Bytes> list, Bytes mechToken) {
        try {
            return InitialContextToken.parse(Forge.negTokenInit(list, mechToken))
                    .innerToken();
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    private Step<NegotiationLeg> next(Step<NegotiationLeg> step, Bytes token) {
        return spnego.next(Steps.more(step).leg(), token, PEER);
    }

    private static int weight(Step<NegotiationLeg> step) {
        return Steps.more(step).leg().weight();
    }

    private static FailureCode code(Step<NegotiationLeg> step) {
        return Steps.refused(step).failure().code();
    }

    private static Bytes resp(String word) {
        return new NegTokenResp(Optional.empty(), Optional.empty(), Optional.of(token(word)), Optional.empty())
                .encode();
    }

    private static Bytes mic(Bytes mic) {
        return new NegTokenResp(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(mic)).encode();
    }
}
