package org.gatehouse.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.gatehouse.lab.Lab;
import org.gatehouse.lab.client.Workstation;

/**
 * A workstation at which people log on one after another, and its browsers: Chromium and Firefox, which are started when they
 * are needed first and then stay, and HtmlUnit, which is new each time.
 */
final class Desk implements AutoCloseable {
    private static final String ALLOW_LIST = "*.lab.localhost,*.partner.localhost,portal";

    private static final String FIREFOX_LIST = ".lab.localhost,.partner.localhost";

    private final Lab lab;
    private final Workstation workstation;
    private final Path krb5Conf;
    private Optional<Chromium> chromium = Optional.empty();
    private Optional<HtmlUnit> htmlUnit = Optional.empty();
    private Optional<Firefox> firefox = Optional.empty();

    private Desk(Lab lab, Workstation workstation, Path krb5Conf) {
        this.lab = lab;
        this.workstation = workstation;
        this.krb5Conf = krb5Conf;
    }

    /** A desk in the lab's own domain. */
    static Desk in(Lab lab) throws IOException {
        return new Desk(lab, lab.workstation(), lab.krb5Conf());
    }

    /** A desk whose browsers have another krb5.conf, made from the lab's. */
    static Desk configured(Lab lab, UnaryOperator<String> change) throws IOException {
        Workstation workstation = lab.workstation();
        Path krb5Conf = workstation.ticketCache().resolveSibling("krb5.conf");
        Files.writeString(krb5Conf, change.apply(Files.readString(lab.krb5Conf())));
        return new Desk(lab, workstation, krb5Conf);
    }

    Lab lab() {
        return lab;
    }

    /**
     * Somebody logs on; the tickets of whoever did so before are gone.
     *
     * @throws IOException if the KDC refuses, with kinit's words
     */
    void logOn(String user, String password) throws IOException {
        logOff();
        workstation.kinit(user, password).orThrow();
    }

    /** Nobody is logged on after that. */
    void logOff() throws IOException {
        Files.deleteIfExists(workstation.ticketCache());
    }

    Workstation workstation() {
        return workstation;
    }

    /** For every program that runs here. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(workstation.environment());
        environment.put("KRB5_CONFIG", krb5Conf.toString());
        return environment;
    }

    /** A browser for whoever is logged on now, without cookies, until the next one is asked for. */
    Browser browser(Browser.Kind kind) throws IOException {
        return switch (kind) {
            case CHROMIUM -> chromium();
            case HTML_UNIT -> htmlUnit();
            case FIREFOX -> firefox();
        };
    }

    /** The one Firefox of this desk, without cookies. */
    Firefox firefox() throws IOException {
        if (firefox.isEmpty()) {
            Path profile = workstation.ticketCache().resolveSibling("firefox");
            firefox = Optional.of(Firefox.start(environment(), Files.createDirectories(profile), FIREFOX_LIST));
        }
        firefox.get().forgetCookies();
        return firefox.get();
    }

    /** The one Chromium of this desk, without cookies. */
    Chromium chromium() throws IOException {
        if (chromium.isEmpty()) {
            chromium = Optional.of(Chromium.start(environment(), ALLOW_LIST, publicKeyHash(lab.caCertificate())));
        }
        chromium.get().forgetCookies();
        return chromium.get();
    }

    /** The Chromium that was asked for last, as it is. */
    Chromium shownChromium() {
        return chromium.orElseThrow();
    }

    private HtmlUnit htmlUnit() throws IOException {
        htmlUnit.ifPresent(HtmlUnit::close);
        HtmlUnit browser = HtmlUnit.with(jdkTickets(), lab.caCertificate());
        htmlUnit = Optional.of(browser);
        return browser;
    }

    /** The tickets that are here now, for the JDK. */
    JdkTickets jdkTickets() {
        return JdkTickets.read(krb5Conf, workstation.ticketCache());
    }

    @Override
    public void close() throws IOException {
        chromium.ifPresent(Chromium::close);
        htmlUnit.ifPresent(HtmlUnit::close);
        firefox.ifPresent(Firefox::close);
        JdkTickets.forget();
        workstation.close();
    }

    /** As Chromium names a certificate whose issuer it does not know. */
    private static String publicKeyHash(Path pem) throws IOException {
        try (var in = Files.newInputStream(pem)) {
            Certificate certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return Base64.getEncoder()
                    .encodeToString(sha256.digest(certificate.getPublicKey().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IOException(pem + ": " + e.getMessage(), e);
        }
    }
}
