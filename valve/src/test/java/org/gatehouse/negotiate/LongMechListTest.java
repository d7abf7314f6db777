package org.gatehouse.negotiate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.mechanism.Outcome;
import org.gatehouse.mechanism.Outcomes;
import org.gatehouse.mechanism.Reference;
import org.gatehouse.spnego.NegTokenResp;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mechListMIC is over the SEQUENCE (RFC 4178 §5), whose length takes one, two or three octets. */
class LongMechListTest extends Negotiations {
    /**
     * The list is NegoEx, {@code fillers} identifiers of {@code length} octets each, one of {@code last}, and Kerberos.
     *
     * @param header tag and length of the SEQUENCE
     */
    @ParameterizedTest(name = "{3}")
    @CsvSource({
        "9, 7, 19, 307d", // the SEQUENCE has 127 octets with its header, the tag around it the short form
        "9, 7, 20, 307e",
        "9, 7, 21, 307f", // the longest of the short form, inside a tag of the long form
        "9, 7, 22, 308180",
        "9, 7, 23, 308181",
        "12, 14, 34, 3081fb",
        "12, 14, 39, 30820100",
        "12, 30, 30, 308201b7"
    })
    void longMechListIsSignedAndVerifiedOverTheWholeSequence(int fillers, int length, int last, String header)
            throws Exception {
        List<Bytes> offer = offer(fillers, length, last);
        Bytes raw = raw(header, offer);

        mechanism.accept(Forge.negTokenInit(offer, Bytes.EMPTY), PEER, new Reference(1));
        Outcome second = mechanism.accept(resp(new Forge().kerberos(), Optional.empty()), PEER, new Reference(1));

        assertThat(NegTokenResp.parse(Outcomes.token(second)).mechListMic()).contains(Forge.mic(23, 1, raw, 4711));
        Outcome third = mechanism.accept(mic(Forge.mic(25, 0, raw, 4711)), PEER, new Reference(1));
        assertThat(Outcomes.identity(third).name()).isEqualTo("alice");
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource({"9, 7, 22, 308180", "12, 14, 39, 30820100"})
    void longMechListIsRefusedOverAPartOfTheSequence(int fillers, int length, int last, String header) {
        List<Bytes> offer = offer(fillers, length, last);
        Bytes raw = raw(header, offer);
        int octets = header.length() / 2;
        for (Bytes wrong : List.of(raw.slice(octets, raw.length() - octets), raw.slice(1, raw.length() - 1))) {
            OwnedScheme scheme = mechanism(Forge.keys());
            scheme.accept(Forge.negTokenInit(offer, Bytes.EMPTY), PEER, new Reference(1));
            Optional<Bytes> mic = Optional.of(Forge.mic(25, 0, wrong, 4711));

            assertThat(code(scheme.accept(resp(new Forge().kerberos(), mic), PEER, new Reference(1))))
                    .isEqualTo(FailureCode.BAD_MIC);
        }
    }

    private static List<Bytes> offer(int fillers, int length, int last) {
        List<Bytes> offer = new ArrayList<>(List.of(MechanismOid.NEGOEX.content()));
        for (int i = 0; i < fillers; i++) {
            offer.add(hex("2a" + String.format("%02x", i + 1) + "01".repeat(length - 2)));
        }
        offer.add(hex("2b" + "02".repeat(last - 1)));
        offer.add(KERBEROS);
        return offer;
    }

    private static Bytes raw(String header, List<Bytes> oids) {
        StringBuilder raw = new StringBuilder(header);
        for (Bytes oid : oids) {
            raw.append(String.format("06%02x", oid.length())).append(hexOf(oid));
        }
        return hex(raw.toString());
    }

    private static String hexOf(Bytes bytes) {
        return HexFormat.of().formatHex(bytes.toArray());
    }
}
