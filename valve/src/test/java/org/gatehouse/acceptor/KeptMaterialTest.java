package org.gatehouse.acceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.gatehouse.crypto.EncryptionKey;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.der.DerReader;
import org.gatehouse.der.Tag;
import org.gatehouse.gss.EstablishedContext;
import org.gatehouse.gss.InitialContextToken;
import org.gatehouse.gss.MicProvider;
import org.gatehouse.identity.KerberosMaterial;
import org.gatehouse.keytab.ServiceKeys;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an accepted token leaves for the PAC, and for calling on as the user. */
class KeptMaterialTest {
    private static final byte[] KRB_CRED = HexFormat.of().parseHex("7682000401020304");
    private static final Bytes TEXT = Bytes.of(new byte[] {1, 2, 3});

    @Test
    void hasEveryByteOfTheTicket() throws Exception {
        Bytes token = new Forge().kerberos();
        Bytes ticket = material(context(token)).ticket();

        int at = indexOf(token, ticket);
        assertThat(at).isPositive();
        assertThat(token.at(at + ticket.length())).isEqualTo(Tag.context(4)); // the authenticator follows
        assertThat(ticket).isEqualTo(ticketOf(token.slice(at(token), token.length() - at(token))));
    }

    @ParameterizedTest
    @EnumSource
    void hasTheSessionKey(EncryptionType type) throws Exception {
        ServiceKeys keys = Forge.keys(
                EnumSet.allOf(EncryptionType.class),
                Forge.entry(Forge.SPN, 7, type.number(), Arrays.copyOf(Forge.SERVICE_KEY, type.keyLength())));

        EncryptionKey key = material(
                        Acceptors.accept(Acceptors.acceptor(keys), Acceptors.token(forge -> forge.ofType(type)))
                                .context())
                .sessionKey();

        assertThat(key.type()).isEqualTo(type);
        assertThat(key.value()).isEqualTo(SecretBytes.copyOf(Arrays.copyOf(Forge.SESSION_KEY, type.keyLength())));
    }

    /** The subkey signs; the ticket is used with the key that the KDC has put into it. */
    @Test
    void hasTheSessionKeyThoughTheClientHasASubkey() throws Exception {
        KerberosMaterial material = material(accepted(forge -> forge.subkey = Forge.key(6, 18, new byte[32])));

        assertThat(material.sessionKey().value()).isEqualTo(SecretBytes.copyOf(Forge.SESSION_KEY));
    }

    @Test
    void hasTheTicketThatTheClientHasForwarded() throws Exception {
        KerberosMaterial material = material(accepted(forge -> forge.checksum = delegating()));

        assertThat(material.krbCred()).contains(SecretBytes.copyOf(KRB_CRED));
    }

    @Test
    void hasNoForwardedTicketWhereTheClientSendsNone() throws Exception {
        assertThat(material(accepted(forge -> {})).krbCred()).isEmpty();
    }

    @Test
    void hasTheAuthorizationData() throws Exception {
        KerberosMaterial material =
                material(accepted(forge -> forge.ticketAuthorizationData = Forge.authorizationData(10, 1)));

        assertThat(material.authorizationData())
                .isEqualTo(Bytes.of(HexFormat.of().parseHex("300e300ca003020101a1050403010203")));
    }

    @Test
    void hasNoAuthorizationDataWhereTheTicketHasNone() throws Exception {
        assertThat(material(accepted(forge -> {})).authorizationData()).isEqualTo(Bytes.EMPTY);
    }

    /** What the client says of itself is nobody's word: only the KDC's is kept. */
    @Test
    void hasNoAuthorizationDataOfTheAuthenticator() throws Exception {
        KerberosMaterial material =
                material(accepted(forge -> forge.authenticatorAuthorizationData = Forge.authorizationData(8, 1)));

        assertThat(material.authorizationData()).isEqualTo(Bytes.EMPTY);
    }

    /** What is kept until the client's next token is counted by its bytes. */
    @Test
    void weighsAsMuchAsItHolds() throws Exception {
        EstablishedContext small = accepted(forge -> {});
        EstablishedContext large = accepted(forge -> {
            forge.checksum = delegating();
            forge.ticketAuthorizationData = Forge.authorizationData(10, 1);
        });

        assertThat(small.weight()).isEqualTo(material(small).ticket().length());
        assertThat(large.weight())
                .isEqualTo(material(large).ticket().length()
                        + material(large).authorizationData().length()
                        + KRB_CRED.length);
    }

    /** The rest of the client's token must not stay in memory with the ticket. */
    @Test
    void hasTheTicketAloneOnceItIsDetachedFromTheToken() throws Exception {
        byte[] token = new Forge().kerberos().toArray();
        EstablishedContext context = context(Bytes.of(token));
        Bytes ticket = Bytes.copyOf(material(context).ticket().toArray());

        context.detach();
        Arrays.fill(token, (byte) 0);

        assertThat(material(context).ticket()).isEqualTo(ticket);
    }

    @Test
    void isWipedAtTheEndOfTheSignIn() throws Exception {
        EstablishedContext context = accepted(forge -> forge.checksum = delegating());
        KerberosMaterial material = material(context);
        byte[] key = array(material.sessionKey().value());
        byte[] cred = array(material.krbCred().orElseThrow());

        context.close();

        assertThat(key).containsOnly(0);
        assertThat(cred).containsOnly(0);
        assertClosed(material.sessionKey().value());
        assertClosed(material.krbCred().orElseThrow());
    }

    @Test
    void outlivesTheSignInIfItIsKept() throws Exception {
        EstablishedContext context = accepted(forge -> forge.checksum = delegating());
        KerberosMaterial kept = material(context).keep();

        context.close();
        kept.close();

        assertThat(kept.sessionKey().value()).isEqualTo(SecretBytes.copyOf(Forge.SESSION_KEY));
        assertThat(kept.krbCred()).contains(SecretBytes.copyOf(KRB_CRED));
        kept.wipe();
    }

    @Test
    void isWipedThoughItWasKept() throws Exception {
        KerberosMaterial kept =
                material(accepted(forge -> forge.checksum = delegating())).keep();

        kept.wipe();

        assertClosed(kept.sessionKey().value());
        assertClosed(kept.krbCred().orElseThrow());
    }

    @Test
    void mayBeWipedTwice() throws Exception {
        EstablishedContext context = accepted(forge -> {});

        context.close();
        context.close();
        material(context).wipe();

        assertClosed(material(context).sessionKey().value());
    }

    /** Of a context that was closed: the key is gone, so nothing is signed with what is left of it. */
    @Test
    void signsNothingAfterTheEnd() throws Exception {
        for (Consumer<Forge> change : List.<Consumer<Forge>>of(
                forge -> {},
                forge -> forge.apOptions = 1 << 29,
                forge -> forge.subkey = Forge.key(6, 18, new byte[32]))) {
            EstablishedContext context = accepted(change);
            Optional<MicProvider> before = context.mics();
            assertThat(before.orElseThrow().mic(TEXT).isEmpty()).isFalse();

            context.close();

            assertThatIllegalStateException().isThrownBy(context::mics);
        }
    }

    @Test
    void showsNothing() throws Exception {
        EstablishedContext context = accepted(forge -> forge.checksum = delegating());

        assertThat(context).hasToString("KerberosContext[redacted]");
        assertThat(material(context)).hasToString("KerberosMaterial[redacted]");
        assertThat(material(context).sessionKey().toString()).doesNotContain("f0e0d0c0");
    }

    private static byte[] delegating() {
        byte[] checksum = Forge.delegating(1, KRB_CRED.length, KRB_CRED.length);
        System.arraycopy(KRB_CRED, 0, checksum, 28, KRB_CRED.length);
        return checksum;
    }

    private static EstablishedContext accepted(Consumer<Forge> change) throws Exception {
        return Acceptors.accept(change).context();
    }

    private static EstablishedContext context(Bytes token) throws Exception {
        return Acceptors.accept(Acceptors.acceptor(Forge.keys()), InitialContextToken.parse(token))
                .context();
    }

    private static KerberosMaterial material(EstablishedContext context) {
        return context.kerberos().orElseThrow();
    }

    private static byte[] array(SecretBytes secret) {
        return secret.<byte[], RuntimeException>use((array, offset, length) -> array);
    }

    private static void assertClosed(SecretBytes secret) {
        assertThatIllegalStateException().isThrownBy(() -> secret.use((array, offset, length) -> length));
    }

    /** The element [3] of an AP-REQ, by its tags. */
    private static Bytes ticketOf(Bytes apReq) throws Exception {
        DerReader der = new DerReader(apReq.cursor("AP-REQ"));
        der.enter("AP-REQ", Tag.application(14));
        der.enter("SEQUENCE", Tag.SEQUENCE);
        der.integer(0, "pvno", 0, 99);
        der.integer(1, "msg-type", 0, 99);
        der.flags(2, "ap-options");
        return der.content("ticket", Tag.context(3));
    }

    /** Where the AP-REQ begins in a framed token. */
    private static int at(Bytes token) {
        int at = 0;
        while (token.at(at) != Tag.application(14)) {
            at++;
        }
        return at;
    }

    private static int indexOf(Bytes whole, Bytes part) {
        for (int at = 0; at + part.length() <= whole.length(); at++) {
            if (whole.slice(at, part.length()).equals(part)) {
                return at;
            }
        }
        return -1;
    }
}
