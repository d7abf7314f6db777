package org.gatehouse.negotiate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.gss.Peer;
import org.gatehouse.keytab.KeytabFixture;
import org.gatehouse.keytab.ServiceKeys;
import org.gatehouse.mechanism.Outcome;
import org.gatehouse.mechanism.Outcomes;
import org.gatehouse.mechanism.Reference;
import org.gatehouse.negotiate.Probe.Verdict;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our acceptor and the JDK's, with the same keys and the same tokens: where they differ, it is said why. */
class JgssTwinsTest {
    private static final Peer PEER = new Peer("10.1.2.3");
    private static final ServiceKeys KEYS = Forge.keys(Forge.entry(Forge.SPN, 7, 18, Forge.SERVICE_KEY));

    /** What is said of the bits that we alone refuse, and why the JDK does not mind. */
    private static final Map<Pattern, String> EXPLAINED = Map.of(
            Pattern.compile("GH-[KS]001 .*: BAD_TAG at "), "it looks at a part of the tag, or passes over it",
            Pattern.compile("GH-K001 .*: BAD_LENGTH at "), "it reads an element and forgets the one around it",
            Pattern.compile("GH-S001 .*: (TRAILING|TRUNCATED|BAD_LENGTH) at "), "it reads what it needs of the framing",
            Pattern.compile("GH-K001 .*(realm|name-string.*): BAD_VALUE at "), "it takes any bytes for text",
            Pattern.compile("GH-K004 "), "it does not look at the option use-session-key",
            Pattern.compile("GH-K01[56] "), "without a name of its own it takes any that its key opens");

    @TempDir
    private Path folder;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final NegotiateScheme ours = ForgedService.mechanism(KEYS, () -> now);

    @Test
    void acceptAndRefuseTheSameButForWhatIsExplained() throws Exception {
        List<Probe> probes = Probes.of(now);
        List<String> theirs =
                jgss(KeytabFixture.file(), probes.stream().map(Probe::token).toList());

        List<String> seen = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < probes.size(); i++) {
            Probe probe = probes.get(i);
            String said = judge(probe.token());
            Verdict verdict = Verdict.of(accepts(said), accepts(theirs.get(i)));
            seen.add(probe + ": " + (probe.verdict().covers(verdict) ? probe.verdict() : verdict));
            expected.add(probe + ": " + probe.verdict());
            if (said.startsWith(JgssAcceptor.ACCEPTED) && theirs.get(i).startsWith(JgssAcceptor.ACCEPTED)) {
                assertThat(said).as(probe.name()).isEqualTo(theirs.get(i));
            }
        }
        assertThat(seen).containsExactlyElementsOf(expected);
    }

    /** One bit of a fresh token each. */
    @Test
    void refuseTheSameFlippedBitsButForWhatIsExplained() throws Exception {
        int bits = flippedBit(0).length() * Byte.SIZE;
        List<Bytes> tokens = IntStream.range(0, bits).mapToObj(this::flippedBit).toList();
        List<String> theirs = jgss(KeytabFixture.file(), tokens);

        for (int bit = 0; bit < bits; bit++) {
            String said = judge(tokens.get(bit));
            boolean they = accepts(theirs.get(bit));
            if (accepts(said)) {
                assertThat(they || says(tokens.get(bit), MechanismOid.MS_KERBEROS))
                        .as("bit %d, of which the JDK says: %s", bit, theirs.get(bit))
                        .isTrue();
            } else if (they) {
                assertThat(EXPLAINED.keySet())
                        .as("bit %d, of which we say: %s", bit, said)
                        .anyMatch(explained -> explained.matcher(said).lookingAt());
            }
        }
    }

    /** Each token is another one, so that none is a replay. */
    private Bytes flippedBit(int bit) {
        byte[] token = Probes.forge(now, bit)
                .spnego(List.of(MechanismOid.KERBEROS.content()))
                .toArray();
        token[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
        return Bytes.of(token);
    }

    /** The JDK does not know the identifier that Windows sends first; it is one bit away from Kerberos' own. */
    private static boolean says(Bytes token, MechanismOid oid) {
        Bytes content = oid.content();
        return IntStream.rangeClosed(0, token.length() - content.length())
                .anyMatch(at -> token.slice(at, content.length()).equals(content));
    }

    /** Which of two keys opens a ticket does not depend on the number that stands outside its seal. */
    @Test
    void mindTheVersionOfTheKeyDifferently() throws Exception {
        byte[] newer = new byte[32];
        newer[0] = 8;
        List<OptionalLong> named =
                List.of(OptionalLong.of(7), OptionalLong.of(8), OptionalLong.of(9), OptionalLong.empty());
        List<Bytes> tokens = new ArrayList<>();
        for (OptionalLong kvno : named) {
            Forge forge = Probes.forge(now, tokens.size());
            forge.kvno = kvno;
            tokens.add(forge.spnego());
        }
        byte[] keytab = KeytabFixture.file(KeytabFixture.entry(7, Forge.SERVICE_KEY), KeytabFixture.entry(8, newer));
        NegotiateScheme both = ForgedService.mechanism(
                Forge.keys(Forge.entry(Forge.SPN, 7, 18, Forge.SERVICE_KEY), Forge.entry(Forge.SPN, 8, 18, newer)),
                () -> now);

        assertThat(jgss(keytab, tokens)).extracting(JgssTwinsTest::accepts).containsExactly(true, false, false, false);
        assertThat(tokens)
                .extracting(token ->
                        Outcomes.owned(both.accept(token, PEER, new Reference(1))) instanceof Outcome.Established)
                .containsExactly(true, true, true, true);
    }

    private List<String> jgss(byte[] keytab, List<Bytes> tokens) throws Exception {
        List<String> answers = JgssAcceptor.judge(folder, keytab, tokens);
        assertThat(answers).hasSameSizeAs(tokens);
        return answers;
    }

    /** In the words of {@link JgssAcceptor}. */
    private String judge(Bytes token) {
        Outcome outcome = Outcomes.owned(ours.accept(token, PEER, new Reference(1)));
        return outcome instanceof Outcome.Established established
                ? JgssAcceptor.ACCEPTED + established.identity().qualifiedName()
                : outcome instanceof Outcome.Rejected rejected
                        ? rejected.failure().toString()
                        : "goes on";
    }

    private static boolean accepts(String answer) {
        return answer.startsWith(JgssAcceptor.ACCEPTED);
    }
}
