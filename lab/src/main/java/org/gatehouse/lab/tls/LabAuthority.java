package org.gatehouse.lab.tls;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.gatehouse.lab.io.OwnerFile;

/**
 * A certificate authority made for one lab. Its private key is in no file and goes when the lab has started: whoever trusts
 * the {@link #certificate} trusts this lab alone. All keys are of curve P-256, all certificates as RFC 5280 has them.
 */
public final class LabAuthority {
    /** To both sides: further than the commands shift a clock, which is ten years. */
    private static final Duration VALID_FOR = Duration.ofDays(3660);

    private static final X500Name NAME = new X500Name("CN=Gatehouse lab");
    private static final int PASSWORD_BYTES = 18;
    private static final int SERIAL_NUMBER_BITS = 64;
    private static final int PEM_LINE = 64;

    private final SecureRandom random = new SecureRandom();
    private final Instant now = Instant.now();
    private final KeyPair keys;
    private final X509Certificate certificate;

    /** Makes a new key and certificate. */
    public LabAuthority() {
        try {
            keys = newKeys();
            X509v3CertificateBuilder own = builder(NAME, keys);
            own.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            own.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
            certificate = signed(own);
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("The JDK lacks the cryptography of X.509", e);
        }
    }

    /** The authority's certificate, for {@code curl --cacert}. */
    public String pem() {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate that was just made cannot be encoded", e);
        }
    }

    /**
     * Makes a host's key, and issues its certificate for this machine and all hosts of the given domains.
     *
     * @param file a new file, which will be readable for its owner alone
     * @param dnsNames {@code lab.localhost} stands for itself and every host in it
     * @throws IOException if the file is there already or cannot be written
     */
    public KeyStoreFile issue(Path file, List<String> dnsNames) throws IOException {
        byte[] secret = new byte[PASSWORD_BYTES];
        random.nextBytes(secret);
        String password = Base64.getUrlEncoder().encodeToString(secret);
        try {
            KeyPair hostKeys = newKeys();
            X509Certificate[] chain = {hostCertificate(hostKeys, dnsNames), certificate};
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("lab", hostKeys.getPrivate(), password.toCharArray(), chain);
            OwnerFile.create(file);
            try (OutputStream out = Files.newOutputStream(file)) {
                store.store(out, password.toCharArray());
            }
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("The JDK lacks the cryptography of X.509", e);
        }
        return new KeyStoreFile(file, password);
    }

    private X509Certificate hostCertificate(KeyPair hostKeys, List<String> dnsNames)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        List<GeneralName> names = new ArrayList<>();
        names.add(new GeneralName(GeneralName.dNSName, "localhost"));
        names.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
        for (String dnsName : dnsNames) {
            names.add(new GeneralName(GeneralName.dNSName, dnsName));
            names.add(new GeneralName(GeneralName.dNSName, "*." + dnsName));
        }
        X509v3CertificateBuilder host = builder(new X500Name("CN=Gatehouse lab host"), hostKeys);
        host.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        host.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        host.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        host.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(GeneralName[]::new)));
        host.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(keys.getPublic()));
        return signed(host);
    }

    private X509v3CertificateBuilder builder(X500Name subject, KeyPair subjectKeys)
            throws GeneralSecurityException, IOException {
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                NAME,
                new BigInteger(SERIAL_NUMBER_BITS, random).setBit(SERIAL_NUMBER_BITS),
                Date.from(now.minus(VALID_FOR)),
                Date.from(now.plus(VALID_FOR)),
                subject,
                subjectKeys.getPublic());
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createSubjectKeyIdentifier(subjectKeys.getPublic()));
        return builder;
    }

    private X509Certificate signed(X509v3CertificateBuilder builder)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    }

    private KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }
}
