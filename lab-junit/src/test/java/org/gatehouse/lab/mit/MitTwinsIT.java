package org.gatehouse.lab.mit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.gatehouse.lab.client.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of different clients at the valve, at the JDK's acceptor and at MIT's, all with tickets of MIT's KDC. */
@Timeout(300)
class MitTwinsIT extends AtMitsKdc {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "aes128-cts-hmac-sha1-96",
                "aes256-cts-hmac-sha1-96",
                "aes128-cts-hmac-sha256-128",
                "aes256-cts-hmac-sha384-192"
            })
    void acceptTheJdksTokensAndCurls(String enctype) throws Exception {
        service(enctype);
        desk.logOn();

        String ofTheJdk = Jgss.token(desk, host);
        assertThat(signOn(ofTheJdk).body()).startsWith(USER + "\n");
        assertThat(Jgss.accept(realm.krb5Conf(), keytab, ofTheJdk)).isEqualTo(USER);

        String ofCurl = desk.token(portal.url(host));
        assertThat(portal.warnings()).isEmpty();
        assertThat(Jgss.accept(realm.krb5Conf(), keytab, ofCurl)).isEqualTo(USER);
        assertThat(MitAcceptor.accept(desk, keytab, host)).contains("Signature verified.");
    }

    /** The number stands outside the seal, and none of them believes it more than their keys. */
    @Test
    void acceptATicketThatNamesAnotherVersionOfTheKeyThatOpensIt() throws Exception {
        service(SHA1);
        realm.setVersion(service, 5);
        desk.logOn();
        assertThat(desk.kvno(service).orThrow().output()).contains("kvno = 5");

        String token = Jgss.token(desk, host);

        assertThat(signOn(token).body()).startsWith(USER + "\n");
        assertThat(Jgss.accept(realm.krb5Conf(), keytab, token)).isEqualTo(USER);
        assertThat(MitAcceptor.accept(desk, keytab, host)).contains("Signature verified.");
    }

    @Test
    void refuseATicketThatIsSealedWithAnotherKeyOfTheVersionThatItNames() throws Exception {
        service(SHA1);
        desk.logOn();
        String token = Jgss.token(desk, host);
        desk.kvno(service).orThrow();
        Path another = own.resolve("another.keytab");
        realm.remove(service);
        realm.addService(service, SHA1);
        realm.export(another, service, SHA1);
        portal.use(another);

        assertThat(signOn(token).status()).isEqualTo(401);
        assertThat(portal.warnings()).singleElement().asString().startsWith("GH-K012 ");
        assertThat(Jgss.accept(realm.krb5Conf(), another, token))
                .startsWith("refused: ")
                .contains("Checksum failed");
        assertThat(MitAcceptor.accept(desk, another, host)).doesNotContain("Signature verified.");
    }

    private void service(String enctype) throws IOException {
        realm.addService(service, enctype);
        realm.setSessionEnctype(service, enctype);
        realm.export(keytab, service, enctype);
        portal.use(keytab);
    }

    private Response signOn(String token) throws IOException {
        return desk.open(portal.url(host), List.of("--header", "Authorization: Negotiate " + token));
    }
}
