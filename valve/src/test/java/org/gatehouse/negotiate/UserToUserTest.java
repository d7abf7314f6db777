package org.gatehouse.negotiate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.gss.InitialContextToken;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.mechanism.Outcomes;
import org.gatehouse.mechanism.Reference;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;

/** User-to-user Kerberos, which Windows sends by itself when the KDC asks for it: the SPN is on the wrong account. */
class UserToUserTest extends Negotiations {
    private static final Bytes USER_TO_USER = MechanismOid.KERBEROS_USER_TO_USER.content();
    private static final Bytes NTLM = MechanismOid.NTLMSSP.content();
    /** KERB-TGT-REQUEST (draft-swift-win2k-krb-user2user-03), after its TOK_ID. */
    private static final Bytes TGT_REQUEST =
            new InitialContextToken(USER_TO_USER, hex("0400" + "300a" + "a003020105" + "a103020110")).encode();

    @Test
    void userToUserIsNamedWhereItStandsAlone() {
        assertThat(refused(TGT_REQUEST)).satisfies(UserToUserTest::isExplained);
    }

    @Test
    void userToUserIsNamedAsTheTokenOfKerberos() {
        Bytes token = Forge.negTokenInit(List.of(MechanismOid.MS_KERBEROS.content(), KERBEROS, NTLM), TGT_REQUEST);

        assertThat(refused(token)).satisfies(UserToUserTest::isExplained);
    }

    @Test
    void userToUserIsNamedWhereItIsOfferedWithoutKerberos() {
        assertThat(refused(Forge.negTokenInit(List.of(USER_TO_USER, NTLM), TGT_REQUEST)))
                .satisfies(UserToUserTest::isExplained);
        assertThat(refused(Forge.negTokenInit(List.of(USER_TO_USER, NTLM), Bytes.EMPTY)))
                .satisfies(UserToUserTest::isExplained);
    }

    @Test
    void userToUserIsWhatIsSaidOfAClientThatPrefersItAndSendsNoKerberosToken() {
        assertThat(unfinished(Forge.negTokenInit(List.of(USER_TO_USER, KERBEROS), TGT_REQUEST)))
                .isEqualTo(FailureCode.USER_TO_USER);
    }

    @Test
    void userToUserIsNamedInTheSecondToken() {
        assertThat(Outcomes.failure(secondLeg(TGT_REQUEST))).satisfies(UserToUserTest::isExplained);
    }

    @Test
    void userToUserIsNamedByTheOptionOfAnApReq() {
        Failure failure = refused(Forge.with(forge -> forge.apOptions = 1 << 30).spnego());

        assertThat(failure).satisfies(UserToUserTest::isExplained);
        assertThat(failure.seen()).contains("\"HTTP/portal.example.com@EXAMPLE.COM\" is user-to-user");
    }

    /** Windows lists it between the others, and sends a Kerberos token all the same. */
    @Test
    void userToUserIsNotWhatAListIsRefusedForThatOnlyContainsIt() {
        List<Bytes> windows = List.of(MechanismOid.NEGOEX.content(), USER_TO_USER, NTLM);

        assertThat(refused(Forge.negTokenInit(windows, Bytes.EMPTY)).code()).isEqualTo(FailureCode.NTLM);
        assertThat(mechanism.accept(new Forge().spnego(List.of(KERBEROS, USER_TO_USER, NTLM)), PEER, new Reference(1)))
                .extracting(Outcomes::identity)
                .isNotEqualTo(Optional.empty());
    }

    private static void isExplained(Failure failure) {
        assertThat(failure.code()).isEqualTo(FailureCode.USER_TO_USER);
        assertThat(failure.remedy())
                .contains("KDC_ERR_MUST_USE_USER2USER", "Register the SPN on the service account", "keytab")
                .doesNotContain("Browsers do not");
    }

    private Failure refused(Bytes token) {
        return Outcomes.failure(mechanism.accept(token, PEER, new Reference(1)));
    }
}
