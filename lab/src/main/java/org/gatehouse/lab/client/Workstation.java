package org.gatehouse.lab.client;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.lab.io.OwnerFolder;

/**
 * A computer of the lab's domain at which one user sits: MIT's programs and curl, with one ticket cache and one jar of
 * cookies. Its clock is the domain's {@link JoinableDomain#workstationClock}: while that is shifted, programs run under
 * {@code faketime}.
 *
 * <pre>{@code
 * try (Workstation workstation = lab.workstation()) {
 *     workstation.kinit("alice", "Wonderland1!").orThrow();
 *     workstation.signOn(lab.portal()).status();   // 200
 * }
 * }</pre>
 *
 * <p>A program that is not installed, hangs or says too much ends with an {@link IOException} (see {@link Program}); one that
 * fails has a status other than 0, and says why in its output.
 */
public final class Workstation implements AutoCloseable {
    private final JoinableDomain domain;
    private final Path folder;
    private final boolean temporary;

    /** Read before the lab's own krb5.conf. */
    private final Optional<Path> ownConfiguration;

    /** @param folder for its files, one for every user; it is there, and stays */
    public Workstation(JoinableDomain domain, Path folder) {
        this(domain, folder, false, Optional.empty());
    }

    private Workstation(JoinableDomain domain, Path folder, boolean temporary, Optional<Path> ownConfiguration) {
        this.domain = domain;
        this.folder = folder;
        this.temporary = temporary;
        this.ownConfiguration = ownConfiguration;
    }

    /** A workstation whose files, which only this user can read, go when it is closed. */
    public static Workstation temporary(JoinableDomain domain) throws IOException {
        return new Workstation(
                domain, OwnerFolder.temporary("gatehouse-workstation-").path(), true, Optional.empty());
    }

    /**
     * This workstation with lines of krb5.conf that count more than the lab's, such as {@code "[libdefaults]\nkdc_timesync =
     * 0"}. The ticket cache is the same.
     */
    public Workstation configured(String krb5Conf) throws IOException {
        Path file = Files.createTempFile(folder, "krb5-", ".conf");
        Files.writeString(file, krb5Conf + "\n");
        return new Workstation(domain, folder, temporary, Optional.of(file));
    }

    /**
     * Gets a ticket-granting ticket with a password.
     *
     * @param principal {@code alice}, or {@code carol@PARTNER.LOCALHOST}
     * @param options of kinit: {@code -l 5m} (lifetime), {@code -r 1d} (renewable), {@code -f} (forwardable) ...
     */
    public Program.Result kinit(String principal, String password, String... options) throws IOException {
        return run(join("kinit", options, principal), password + "\n");
    }

    /** Gets a ticket-granting ticket with the keys in a keytab. */
    public Program.Result kinitByKeytab(String principal, Path keytab, String... options) throws IOException {
        return run(join("kinit", options, "-k", "-t", keytab.toString(), principal), "");
    }

    /** Renews the ticket-granting ticket. */
    public Program.Result renew() throws IOException {
        return run("kinit", "-R");
    }

    /** Gets tickets for services. */
    public Program.Result kvno(String... arguments) throws IOException {
        return run(join("kvno", arguments), "");
    }

    /** Lists the tickets with their flags and etypes; dates are in UTC. */
    public Program.Result klist(String... options) throws IOException {
        return run(join("klist", options, "-e", "-f"), "");
    }

    /** Throws the tickets away. */
    public Program.Result kdestroy() throws IOException {
        return run("kdestroy", "-q");
    }

    /**
     * Opens an address without ever offering a ticket. Every host name leads to this machine, and the lab's CA is trusted.
     *
     * @param options of curl
     * @return with the response's headers before its body in the output
     */
    public Program.Result curl(URI address, String... options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("curl", "--disable", "--silent", "--show-error", "--include", "--noproxy", "*"));
        if (address.getHost() != null) {
            command.addAll(List.of("--resolve", address.getHost() + ":" + port(address) + ":127.0.0.1"));
        }
        if (isSecure(address)) {
            command.addAll(List.of("--cacert", domain.caCertificate().toString()));
        }
        command.addAll(List.of(options));
        command.add(address.toString());
        return run(command, "");
    }

    /** Opens an address as a browser would that signs on with the ticket in the cache. */
    public Program.Result negotiate(URI address, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("--negotiate", "--user", ":"));
        all.addAll(List.of(options));
        return curl(address, all.toArray(String[]::new));
    }

    /**
     * {@link #curl}, as a response.
     *
     * @throws IOException if curl does not get one
     */
    public Response get(URI address, String... options) throws IOException {
        return Response.parse(curl(address, options).orThrow().output());
    }

    /**
     * {@link #negotiate}, as a response.
     *
     * @throws IOException if curl does not get one
     */
    public Response signOn(URI address, String... options) throws IOException {
        return Response.parse(negotiate(address, options).orThrow().output());
    }

    /** Runs another program with the ticket cache. */
    public Program.Result run(String... command) throws IOException {
        return run(List.of(command), "");
    }

    /**
     * Runs another program with the ticket cache.
     *
     * @param input of its standard input, which ends after it
     */
    public Program.Result run(List<String> command, String input) throws IOException {
        return Program.run(atItsTime(command), environment(), input);
    }

    /** For every other program that is to run here, such as a browser. */
    public Map<String, String> environment() {
        String configuration = ownConfiguration.map(file -> file + ":").orElse("") + domain.krb5Conf();
        return Map.of("KRB5_CONFIG", configuration, "KRB5CCNAME", "FILE:" + ticketCache());
    }

    /** The file of the tickets, which is there once somebody has logged on. */
    public Path ticketCache() {
        return folder.resolve("ccache");
    }

    /** A file for curl's cookies ({@code --cookie-jar}, {@code --cookie}). */
    public Path cookies() {
        return folder.resolve("cookies");
    }

    /**
     * Removes the files of a {@link #temporary} workstation; those of another one are in a folder of somebody else.
     *
     * @throws IOException if they cannot be removed
     */
    @Override
    public void close() throws IOException {
        if (temporary) {
            OwnerFolder.remove(folder);
        }
    }

    /** Time-outs go by the time that passes, which is nobody's clock. */
    private List<String> atItsTime(List<String> command) throws IOException {
        Duration shift = domain.workstationClock().shift();
        if (shift.isZero()) {
            return command;
        }
        Program.requireInstalled(command.get(0));
        String seconds = String.format(Locale.ROOT, "%+.3f", shift.toMillis() / 1000.0);
        return join("faketime", new String[] {"--exclude-monotonic", "-f", seconds}, command.toArray(String[]::new));
    }

    private static boolean isSecure(URI address) {
        return "https".equalsIgnoreCase(address.getScheme());
    }

    private static int port(URI address) {
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return isSecure(address) ? 443 : 80;
    }

    private static List<String> join(String first, String[] options, String... last) {
        List<String> all = new ArrayList<>();
        all.add(first);
        all.addAll(List.of(options));
        all.addAll(List.of(last));
        return all;
    }
}
