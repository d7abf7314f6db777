package org.gatehouse.lab.command;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.clock.ShiftedClock;
import org.gatehouse.lab.kdc.crypto.AccountKeys;
import org.gatehouse.lab.kdc.keytab.AccountKeytab;
import org.gatehouse.lab.kdc.keytab.KeytabPrincipal;

/** Two domains without directory, KDC and Tomcat, and the command lines for them. */
final class MemoryLab implements LabControl {
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final InstantSource time = () -> NOW;
    final MemoryDomain lab = new MemoryDomain("LAB", time)
            .add("alice", Account.Kind.USER, "Wonderland1!")
            .add("bob", Account.Kind.USER, "Builder1!")
            .add("svc-portal", Account.Kind.USER, "P0rtal!", "HTTP/portal.lab.localhost", "HTTP/portal")
            .add("svc-dup-a", Account.Kind.USER, "Dup1!", "HTTP/duplicate.lab.localhost")
            .add("svc-dup-b", Account.Kind.USER, "Dup2!", "http/DUPLICATE.lab.localhost")
            .add("FILES$", Account.Kind.COMPUTER, "F1les!", "HOST/FILES", "HOST/files.lab.localhost");
    final MemoryDomain partner = new MemoryDomain("PARTNER", time)
            .add("carol", Account.Kind.USER, "Partner1!")
            .add("svc-web", Account.Kind.USER, "Web1!", "HTTP/web.partner.localhost");
    private final ShiftedClock portalClock = new ShiftedClock(time);
    private final ShiftedClock workstationClock = new ShiftedClock(time);
    private final Path keytab;
    private final Path conditions;
    private final Commands commands;
    private Optional<String> complaint = Optional.empty();
    private int resets;

    MemoryLab(Path folder) throws IOException {
        this.keytab = folder.resolve("http.keytab");
        this.conditions = folder.resolve("sso-conditions.xml");
        Files.writeString(conditions, PortalRules.NONE.xml());
        this.commands = new Commands(this);
    }

    CommandResult run(String command, String... arguments) {
        return commands.run(command, List.of(arguments), "").orElseThrow();
    }

    CommandResult runWithInput(String command, String input, String... arguments) {
        return commands.run(command, List.of(arguments), input).orElseThrow();
    }

    Commands commands() {
        return commands;
    }

    int resets() {
        return resets;
    }

    @Override
    public List<RealmControl> realms() {
        return List.of(lab, partner);
    }

    @Override
    public ShiftedClock portalClock() {
        return portalClock;
    }

    @Override
    public ShiftedClock workstationClock() {
        return workstationClock;
    }

    @Override
    public URI portal() {
        return URI.create("http://portal.lab.localhost:8080/");
    }

    @Override
    public InetSocketAddress ldap() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 10389);
    }

    @Override
    public Path keytab() {
        return keytab;
    }

    @Override
    public Path conditions() {
        return conditions;
    }

    /** Rules that are written from here on are not used. */
    void refuseConditions(String why) {
        complaint = Optional.of(why);
    }

    @Override
    public void changeConditions(String text) throws IOException {
        restoreConditions(text);
        if (complaint.isPresent()) {
            throw new IOException(complaint.get());
        }
    }

    @Override
    public void restoreConditions(String text) throws IOException {
        Files.writeString(conditions, text);
    }

    @Override
    public void renewKeytab() throws IOException {
        List<KeytabPrincipal> principals = new ArrayList<>();
        for (Account account : lab.accounts()) {
            AccountKeys keys = AccountKeys.of(lab.name(), account);
            account.servicePrincipalNames()
                    .forEach(name -> principals.add(new KeytabPrincipal(lab.name(), name, keys)));
        }
        AccountKeytab.write(keytab, principals);
    }

    @Override
    public void reset() {
        resets++;
    }
}
