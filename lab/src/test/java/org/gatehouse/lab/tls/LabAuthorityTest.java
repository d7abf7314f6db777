package org.gatehouse.lab.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabAuthorityTest {
    private final LabAuthority authority = new LabAuthority();

    @TempDir
    private Path folder;

    @Test
    void issuesCertificateThatItsOwnProves() throws Exception {
        X509Certificate host = hostOf(authority.issue(folder.resolve("a.p12"), List.of("lab.localhost")));
        CertificateFactory x509 = CertificateFactory.getInstance("X.509");
        PKIXParameters trust = new PKIXParameters(Set.of(new TrustAnchor(authority(), null)));
        trust.setRevocationEnabled(false);

        assertThat(CertPathValidator.getInstance("PKIX").validate(x509.generateCertPath(List.of(host)), trust))
                .isNotNull();
    }

    @Test
    void namesThisMachineAndEveryHostOfTheDomains() throws Exception {
        X509Certificate host =
                hostOf(authority.issue(folder.resolve("a.p12"), List.of("lab.localhost", "partner.localhost")));

        assertThat(host.getSubjectAlternativeNames())
                .extracting(name -> (Object) name.get(1))
                .containsExactly(
                        "localhost",
                        "127.0.0.1",
                        "lab.localhost",
                        "*.lab.localhost",
                        "partner.localhost",
                        "*.partner.localhost");
    }

    @ParameterizedTest
    @ValueSource(ints = {-3650, 0, 3650})
    void isValidForEveryClockThatTheCommandsShift(int days) throws Exception {
        Date shifted = Date.from(Instant.now().plus(Duration.ofDays(days)));

        authority().checkValidity(shifted);
        hostOf(authority.issue(folder.resolve("a.p12"), List.of())).checkValidity(shifted);
    }

    @Test
    void givesHostNoRightToIssue() throws Exception {
        X509Certificate host = hostOf(authority.issue(folder.resolve("a.p12"), List.of()));

        assertThat(host.getBasicConstraints()).isNegative();
        assertThat(authority().getBasicConstraints()).isZero();
    }

    @Test
    void keepsHostsKeyToItsOwner() throws Exception {
        KeyStoreFile file = authority.issue(folder.resolve("a.p12"), List.of());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");
        assertThat(file.toString()).doesNotContain(file.password());
    }

    @Test
    void overwritesNothing() throws Exception {
        Path taken = Files.writeString(folder.resolve("a.p12"), "somebody's");

        assertThatThrownBy(() -> authority.issue(taken, List.of())).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(taken).hasContent("somebody's");
    }

    @Test
    void isNobodyElsesAuthority() throws Exception {
        X509Certificate foreign = hostOf(new LabAuthority().issue(folder.resolve("a.p12"), List.of()));

        assertThatThrownBy(() -> foreign.verify(authority().getPublicKey())).isNotNull();
    }

    private X509Certificate authority() throws Exception {
        byte[] pem = authority.pem().getBytes(StandardCharsets.US_ASCII);
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
    }

    private static X509Certificate hostOf(KeyStoreFile file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file.path())) {
            store.load(in, file.password().toCharArray());
        }
        return (X509Certificate) store.getCertificate("lab");
    }
}
