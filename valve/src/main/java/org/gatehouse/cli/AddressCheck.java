package org.gatehouse.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gatehouse.text.Printable;

/**
 * An address that users open: which names browsers ask tickets for, and whether the keytab has keys of them.
 *
 * @param keytab if there is one that could be read
 */
record AddressCheck(Address address, Resolver resolver, Optional<KeytabFile> keytab) implements Check {
    @Override
    public List<Finding> findings() {
        Optional<String> defect = address.host().defect();
        if (defect.isPresent()) {
            return List.of(Finding.error(
                    "name", address + " " + defect.get() + ".", "Open the site by a DNS name of the domain."));
        }
        List<Finding> findings = new ArrayList<>();
        url().ifPresent(findings::add);
        Resolution resolution = resolver.resolve(address.host().folded());
        findings.add(name(resolution));
        for (AskedName asked : AskedName.at(address.host(), resolution)) {
            findings.add(spn(asked));
        }
        return findings;
    }

    private Optional<Finding> url() {
        if (!address.isSecure()) {
            return Optional.of(Finding.warn(
                    "url",
                    address
                            + " is not encrypted: whoever sees the session's cookie on its way is signed on as the user.",
                    "Use https."));
        }
        return address.port().isPresent()
                ? Optional.of(Finding.ok(
                        "url",
                        "port " + address.port().getAsInt()
                                + " is no part of the names that browsers ask for, unless a policy says so"
                                + " (EnableAuthNegotiatePort)"))
                : Optional.empty();
    }

    private Finding name(Resolution resolution) {
        String host = address.host().folded();
        Optional<String> canonical = resolution.canonical().map(Printable::of);
        if (canonical.isPresent() && !canonical.get().equals(host)) {
            String fact = host + " is a CNAME of " + canonical.get() + ": Chrome, Edge and Firefox ask for HTTP/"
                    + canonical.get();
            return keytab.isPresent() && !keytab.get().serving(canonical.get()).isEmpty()
                    ? Finding.ok("name", fact)
                    : Finding.warn(
                            "name",
                            fact + ".",
                            "register it too, or make "
                                    + host.substring(0, host.indexOf('.') < 0 ? host.length() : host.indexOf('.'))
                                    + " an A record");
        }
        if (!resolution.found()) {
            return Finding.warn(
                    "name", host + " is not known to this machine's resolver.", "See whether workstations know it.");
        }
        if (canonical.isEmpty()) {
            return Finding.warn("name", unchecked(host), "nslookup " + host + " on a workstation shows it.");
        }
        return Finding.ok("name", host + " is no alias");
    }

    private String unchecked(String host) {
        return address.host().hasDomain()
                ? "the DNS did not tell whether " + host
                        + " is an alias (CNAME): browsers ask for the name it leads to."
                : host
                        + " has no domain: browsers ask for the whole name that the workstation's resolver finds for it.";
    }

    private Finding spn(AskedName asked) {
        String spn = Printable.of(asked.spn());
        if (keytab.isEmpty()) {
            return Finding.ok("spn", asked.who() + " ask for " + spn);
        }
        KeytabFile file = keytab.get();
        List<PrincipalKeys> serving = file.serving(asked.host());
        if (!serving.isEmpty()) {
            return Finding.ok("spn", held(spn, serving.get(0)));
        }
        String fact = file.label() + " has no key of " + spn + ", which " + asked.who() + " ask for.";
        String remedy = "setspn -S " + spn + " ACCOUNT, and put its key into the keytab";
        return asked.usual() ? Finding.error("spn", fact, remedy) : Finding.warn("spn", fact, remedy);
    }

    private static String held(String spn, PrincipalKeys keys) {
        String keysText = "kvno " + keys.versionText() + ", " + PrincipalKeys.types(keys.entries());
        return keys.spn().equalsIgnoreCase(spn)
                ? spn + ": " + keysText
                : spn + ": " + keys.spn() + " stands for it, " + keysText;
    }
}
