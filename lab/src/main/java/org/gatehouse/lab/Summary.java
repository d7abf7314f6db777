package org.gatehouse.lab;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.account.DomainPolicy;
import org.gatehouse.lab.account.NtStatus;
import org.gatehouse.lab.account.Trust;
import org.gatehouse.lab.directory.domain.Person;

/** What a person who has started the lab wants to know: where it is, who can sign in, what to do next. */
final class Summary {
    private static final String LINE = "  %-10s %-42s %s";

    private final Lab lab;
    private final StringBuilder text = new StringBuilder();

    private Summary(Lab lab) {
        this.lab = lab;
    }

    static String of(Lab lab, Duration untilReady) {
        Summary summary = new Summary(lab);
        summary.parts();
        summary.text.append("ready in ").append(seconds(untilReady)).append(" s\n\n");
        summary.people();
        summary.hosts();
        summary.commands();
        return summary.text.toString();
    }

    /** {@code 3.4}. */
    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
    }

    private void parts() {
        List<Account> accounts = lab.realms().stream()
                .flatMap(realm -> realm.directory().accounts().all().stream())
                .toList();
        int names = accounts.stream()
                .mapToInt(account -> account.servicePrincipalNames().size())
                .sum();
        line("directory", "ldap://" + address(lab.ldap()), accounts.size() + " accounts, " + names + " SPNs");
        line(
                "",
                "ldaps://" + address(lab.ldaps()),
                "certificate of " + lab.caCertificate().getFileName());
        line("KDC", address(lab.kdc()) + " tcp+udp", realms());
        line("Tomcat", lab.portal().toString(), "");
        line(
                "",
                lab.securePortal().toString(),
                "certificate of " + lab.caCertificate().getFileName());
    }

    /** {@code LAB.LOCALHOST ⇄ PARTNER.LOCALHOST}. */
    private String realms() {
        LabRealm own = lab.realm();
        StringBuilder names = new StringBuilder(own.name());
        for (LabRealm other : lab.realms().subList(1, lab.realms().size())) {
            String arrow = own.directory().accounts().trusts().stream()
                    .filter(trust -> trust.partner().equals(other.name()))
                    .map(Summary::arrow)
                    .findFirst()
                    .orElse(", ");
            names.append(arrow).append(other.name());
        }
        return names.toString();
    }

    /** Where the users may go. */
    private static String arrow(Trust trust) {
        if (trust.inbound().isPresent()) {
            return trust.outbound().isPresent() ? " ⇄ " : " → ";
        }
        return " ← ";
    }

    private void people() {
        String label = "who";
        for (LabRealm realm : lab.realms()) {
            for (Person person : realm.directory().accounts().people()) {
                String name = LabProperties.signOnName(lab, realm, person);
                line(label, name + " / " + person.account().password().text(), about(realm, person));
                label = "";
            }
        }
    }

    private static String about(LabRealm realm, Person person) {
        DomainPolicy policy = realm.directory().accounts().policy();
        Instant now = realm.clock().instant();
        return policy.restriction(person.account(), now)
                .or(() -> policy.passwordRestriction(person.account(), now))
                .map(NtStatus::text)
                .orElseGet(() -> String.join(", ", person.groups()));
    }

    /** Every name that a browser can ask for; the short ones are left to those who know them. */
    private void hosts() {
        Map<String, List<String>> owners = new LinkedHashMap<>();
        for (LabRealm realm : lab.realms()) {
            for (Account account : realm.directory().accounts().all()) {
                for (String name : account.servicePrincipalNames()) {
                    String[] parts = name.split("/", -1);
                    boolean inDomain = parts.length == 2 && parts[1].endsWith("." + realm.dnsName());
                    if (inDomain && parts[0].equalsIgnoreCase("HTTP")) {
                        owners.computeIfAbsent(parts[1], host -> new ArrayList<>())
                                .add(account.samAccountName());
                    } else if (inDomain && parts[0].equalsIgnoreCase("HOST")) {
                        owners.computeIfAbsent(parts[1], host -> new ArrayList<>())
                                .add(account.samAccountName() + " by HOST");
                    }
                }
            }
        }
        String label = "hosts";
        for (Map.Entry<String, List<String>> host : owners.entrySet()) {
            String owner = String.join(", ", host.getValue());
            line(label, host.getKey(), host.getValue().size() == 1 ? owner : owner + ": no ticket");
            label = "";
        }
    }

    private void commands() {
        lab.realm().directory().accounts().people().stream().findFirst().ifPresent(person -> {
            String user = person.account().samAccountName();
            line("try", "./lab-scripts/curl.sh " + user, "signs in with a real ticket");
            line("", "./lab-scripts/browser.sh " + user, "the same in Chromium");
            line("", "./lab-scripts/setspn.sh -X", "look for duplicate SPNs");
        });
        line("stop", "./lab-scripts/down.sh", "");
    }

    private void line(String label, String what, String about) {
        text.append(LINE.formatted(label, what, about).stripTrailing()).append('\n');
    }

    private static String address(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
