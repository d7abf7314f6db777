package org.gatehouse.cli.spn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.cli.command.Check;
import org.gatehouse.cli.command.Finding;
import org.gatehouse.cli.keytab.KeytabFile;
import org.gatehouse.cli.keytab.PrincipalKeys;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.kerberos.ServiceName;
import org.gatehouse.text.AsciiCase;
import org.gatehouse.text.Printable;

/**
 * An address that users open: which names browsers ask tickets for, and whether the keytab has keys for them.
 *
 * @param keytab if there is one that could be read
 * @param accepted by the valve
 */
public record AddressCheck(
        Address address, Resolver resolver, Optional<KeytabFile> keytab, Set<EncryptionType> accepted)
        implements Check {
    public AddressCheck {
        accepted = Set.copyOf(accepted);
    }

    @Override
    public List<Finding> findings() {
        Optional<String> defect = address.defect();
        if (defect.isPresent()) {
            return List.of(Finding.error(
                            "name", address + " " + defect.get() + ".", "Open the site by its DNS name in the domain.")
                    .about(ServiceName.HTTP + "/" + address.host().text()));
        }
        List<Finding> findings = new ArrayList<>();
        url().ifPresent(findings::add);
        Resolution resolution = resolver.resolve(address.host().folded());
        List<Finding> ofNames =
                AskedName.at(address.host(), resolution).stream().map(this::spn).toList();
        Finding name = name(resolution);
        if (name.level() != Finding.Level.OK || ofNames.stream().noneMatch(AddressCheck::isError)) {
            findings.add(name); // a host that tickets cannot be had for is not called right as well
        }
        findings.addAll(ofNames);
        return findings;
    }

    private static boolean isError(Finding finding) {
        return finding.level() == Finding.Level.ERROR;
    }

    private Optional<Finding> url() {
        if (!address.isSecure()) {
            return Optional.of(Finding.warn(
                    "url",
                    address + " is not encrypted. Anyone who captures the session cookie is signed in as that user.",
                    "Use https."));
        }
        return address.port().isPresent()
                ? Optional.of(Finding.ok(
                        "url",
                        "browsers ask for names without port " + address.port().get()
                                + ", unless the policy EnableAuthNegotiatePort is set"))
                : Optional.empty();
    }

    private Finding name(Resolution resolution) {
        String host = address.host().folded();
        Optional<String> canonical = resolution.canonical().map(Printable::of);
        if (canonical.isPresent() && !canonical.get().equals(host)) {
            String fact = host + " is a CNAME of " + canonical.get() + ": Chrome, Edge and Firefox ask for HTTP/"
                    + canonical.get();
            return keytab.isPresent()
                            && !keytab.get()
                                    .serving(ServiceName.HTTP + "/" + canonical.get())
                                    .isEmpty()
                    ? Finding.ok("name", fact)
                    : Finding.warn(
                            "name",
                            fact + ".",
                            "Register it too, or make "
                                    + host.substring(0, host.indexOf('.') < 0 ? host.length() : host.indexOf('.'))
                                    + " an A record.");
        }
        if (!resolution.found()) {
            return Finding.warn(
                    "name", host + " is not known to this machine's resolver.", "Check whether workstations know it.");
        }
        if (canonical.isEmpty()) {
            return Finding.warn("name", unchecked(host), "Check on a workstation: nslookup " + host + ".");
        }
        return Finding.ok("name", host + " is not an alias");
    }

    private String unchecked(String host) {
        return address.host().hasDomain()
                ? "DNS did not say whether " + host
                        + " is an alias (CNAME). Browsers ask for the name that an alias leads to."
                : host + " has no domain. Browsers ask for the full name that the workstation's resolver finds for it.";
    }

    private Finding spn(AskedName asked) {
        return unnamed(asked).about(asked.spn());
    }

    private Finding unnamed(AskedName asked) {
        String spn = Printable.of(asked.spn());
        if (keytab.isEmpty()) {
            return Finding.ok("spn", asked.who() + " ask for " + spn);
        }
        KeytabFile file = keytab.get();
        List<PrincipalKeys> serving = file.serving(asked.spn());
        Optional<PrincipalKeys> usable =
                serving.stream().filter(keys -> keys.isUsable(accepted)).findFirst();
        if (usable.isPresent()) {
            return Finding.ok("spn", held(spn, usable.get()));
        }
        String fact = serving.isEmpty()
                ? file.label() + " has no key for " + spn + ", which " + asked.who() + " ask for."
                : file.label() + " has no key for " + spn + " that can be used, only "
                        + serving.get(0).summary() + ".";
        String remedy = serving.isEmpty()
                ? "Register it (setspn -S " + spn + " ACCOUNT), and add its key to the keytab."
                : "Export it again with AES keys: ktpass … /crypto AES256-SHA1 /ptype KRB5_NT_PRINCIPAL.";
        return asked.usual() ? Finding.error("spn", fact, remedy) : Finding.warn("spn", fact, remedy);
    }

    private static String held(String spn, PrincipalKeys keys) {
        return AsciiCase.isSame(keys.spn(), spn)
                ? spn + ": " + keys.summary()
                : spn + ": " + keys.spn() + " stands for it, " + keys.summary();
    }
}
