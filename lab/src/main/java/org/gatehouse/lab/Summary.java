package org.gatehouse.lab;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.directory.Person;

/** What whoever has started the lab wants to know: where it is, who can sign on, what to do next. */
final class Summary {
    private final Lab lab;
    private final List<Account> accounts;
    private final StringBuilder text = new StringBuilder();

    private Summary(Lab lab) {
        this.lab = lab;
        this.accounts = lab.directory().domains().get(0).accounts().all();
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
        int names = accounts.stream()
                .mapToInt(account -> account.servicePrincipalNames().size())
                .sum();
        line("directory", "ldap://" + address(lab.ldap()), accounts.size() + " accounts, " + names + " SPNs");
        line("KDC", address(lab.kdc()) + " tcp+udp", lab.realm());
        line("Tomcat", lab.portal().toString(), "");
    }

    private void people() {
        String label = "who";
        for (Person person : lab.directory().domains().get(0).accounts().people()) {
            String groups = String.join(", ", person.groups());
            line(
                    label,
                    person.account().samAccountName() + " / "
                            + person.account().password().text(),
                    person.account().state().disabled() ? "disabled" : groups);
            label = "";
        }
    }

    /** Every name that a browser can ask for; the short ones are left to those who know them. */
    private void hosts() {
        Map<String, List<String>> owners = new LinkedHashMap<>();
        for (Account account : accounts) {
            for (String name : account.servicePrincipalNames()) {
                String[] parts = name.split("/", -1);
                boolean inDomain = parts.length == 2
                        && parts[1].endsWith(
                                "." + lab.directory().domains().get(0).dnsName());
                if (inDomain && parts[0].equalsIgnoreCase("HTTP")) {
                    owners.computeIfAbsent(parts[1], host -> new ArrayList<>()).add(account.samAccountName());
                } else if (inDomain && parts[0].equalsIgnoreCase("HOST")) {
                    owners.computeIfAbsent(parts[1], host -> new ArrayList<>())
                            .add(account.samAccountName() + " by HOST");
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
        lab.directory().domains().get(0).accounts().people().stream()
                .findFirst()
                .ifPresent(person -> {
                    String user = person.account().samAccountName();
                    line("try", "./lab-scripts/curl.sh " + user, "signs on with a real ticket");
                    line("", "./lab-scripts/browser.sh " + user, "the same in Chromium");
                });
        line("stop", "./lab-scripts/down.sh", "");
    }

    private void line(String label, String what, String about) {
        text.append("  %-10s %-36s %s".formatted(label, what, about).stripTrailing())
                .append('\n');
    }

    private static String address(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
