package org.gatehouse.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.gatehouse.acceptor.AcceptedNames;
import org.gatehouse.acceptor.AcceptorPolicy;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.text.Printable;

/** Reads attributes and collects every problem on the way, so that nobody has to start Tomcat once per mistake. */
public final class SettingsReader {
    private static final int DEFAULT_CLOCK_SKEW = 300;
    /** In seconds. A window of an hour for replays and expired tickets is no window any more. */
    private static final int MAX_CLOCK_SKEW = 3600;

    /** Whatever name has a key that opens the ticket. */
    private static final String ANY = "*";

    private static final Pattern SEPARATORS = Pattern.compile("[\\s,]+");
    private static final Pattern REALM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}");

    private final Map<Attribute, String> attributes;
    private final FileSource files;
    private final List<Failure> problems = new ArrayList<>();

    private SettingsReader(Map<Attribute, String> attributes, FileSource files) {
        this.attributes = attributes;
        this.files = files;
    }

    /**
     * Reads the settings.
     *
     * @param attributes what the administrator wrote
     * @param unknown names of attributes that the valve has not; their values are nobody's business
     * @throws SettingsException if anything is wrong
     */
    public static Settings read(Map<Attribute, String> attributes, Collection<String> unknown, FileSource files)
            throws SettingsException {
        return new SettingsReader(attributes, files).read(unknown);
    }

    private Settings read(Collection<String> unknown) throws SettingsException {
        Set<EncryptionType> encryptionTypes = encryptionTypes();
        AcceptedNames names = spn();
        List<KeyFile> keyFiles = new KeyFilesReader(files, encryptionTypes, problems).read(attributes, names);
        Protect protect = protect();
        List<OfferedMechanism> mechanisms = mechanisms();
        Duration clockSkew = clockSkew();
        AcceptorPolicy policy = new AcceptorPolicy(names, trustedRealms());
        unknown.forEach(this::unknownAttribute);
        if (!problems.isEmpty()) {
            keyFiles.forEach(KeyFile::close);
            throw new SettingsException(problems);
        }
        return new Settings(keyFiles, protect, mechanisms, clockSkew, encryptionTypes, policy);
    }

    private Protect protect() {
        String value = attributes.getOrDefault(Attribute.PROTECT, Protect.AUTO.attributeValue());
        Optional<Protect> protect = Protect.of(value);
        if (protect.isEmpty()) {
            problem(
                    FailureCode.BAD_ATTRIBUTE_VALUE,
                    "protect: \"" + Printable.of(value) + "\" is none of auto, constraints and all.",
                    "Leave it out for auto.");
        }
        return protect.orElse(Protect.AUTO);
    }

    private List<OfferedMechanism> mechanisms() {
        String value = attributes.getOrDefault(Attribute.MECHANISMS, OfferedMechanism.KERBEROS.attributeValue());
        Optional<List<OfferedMechanism>> mechanisms = OfferedMechanism.list(value);
        if (mechanisms.isEmpty()) {
            problem(
                    FailureCode.BAD_ATTRIBUTE_VALUE,
                    "mechanisms: \"" + Printable.of(value) + "\" is not a list of these, each at most once: "
                            + OfferedMechanism.legalValues() + ".",
                    "Leave it out for " + OfferedMechanism.KERBEROS.attributeValue() + ".");
        }
        return mechanisms.orElse(List.of());
    }

    private Duration clockSkew() {
        String value = attributes.getOrDefault(Attribute.CLOCK_SKEW, Integer.toString(DEFAULT_CLOCK_SKEW));
        try {
            int seconds = Integer.parseInt(value);
            if (seconds >= 1 && seconds <= MAX_CLOCK_SKEW) {
                return Duration.ofSeconds(seconds);
            }
        } catch (NumberFormatException e) {
            // The same problem as a number out of range.
        }
        problem(
                FailureCode.BAD_ATTRIBUTE_VALUE,
                "clockSkew: \"" + Printable.of(value) + "\" is not a number of seconds from 1 to " + MAX_CLOCK_SKEW
                        + ".",
                "Leave it out for " + DEFAULT_CLOCK_SKEW + ", which is what Windows allows.");
        return Duration.ofSeconds(DEFAULT_CLOCK_SKEW);
    }

    private Set<EncryptionType> encryptionTypes() {
        Optional<List<String>> names = list(Attribute.ENCRYPTION_TYPES);
        if (names.isEmpty()) {
            return EncryptionType.DEFAULT;
        }
        Set<EncryptionType> types = EnumSet.noneOf(EncryptionType.class);
        int before = problems.size();
        for (String name : names.get()) {
            Arrays.stream(EncryptionType.values())
                    .filter(type -> type.shortName().equals(name))
                    .findFirst()
                    .ifPresentOrElse(
                            types::add,
                            () -> problem(
                                    FailureCode.BAD_ATTRIBUTE_VALUE,
                                    "encryptionTypes: \"" + Printable.of(name) + "\" is none of "
                                            + KeytabProblems.shortNames(Arrays.asList(EncryptionType.values())) + ".",
                                    "Leave it out for all of them but rc4-hmac."));
        }
        boolean right = problems.size() == before;
        return right ? types : EnumSet.allOf(EncryptionType.class); // one problem is enough: the keytab is no other one
    }

    private AcceptedNames spn() {
        Optional<List<String>> names = list(Attribute.SPN);
        if (names.isEmpty()) {
            return AcceptedNames.OF_THE_KEYTAB;
        }
        boolean alone = names.get().size() == 1;
        for (String name : names.get()) {
            if (AcceptedNames.parse(name).isEmpty() || (name.equals(ANY) && !alone)) {
                problem(
                        FailureCode.BAD_ATTRIBUTE_VALUE,
                        "spn: \"" + Printable.of(name) + "\" is "
                                + (name.equals(ANY) ? "not alone." : "no name of a service."),
                        "Write names as HTTP/portal.example.com, with :port and @REALM where the tickets have them; or *"
                                + " alone, for any name that opens with a key of the keytab.");
            }
        }
        return AcceptedNames.parse(String.join(",", names.get())).orElse(AcceptedNames.OF_THE_KEYTAB);
    }

    private Optional<Set<String>> trustedRealms() {
        Optional<List<String>> realms = list(Attribute.TRUSTED_REALMS);
        realms.orElse(List.of()).stream()
                .filter(name -> !REALM.matcher(name).matches())
                .forEach(name -> problem(
                        FailureCode.BAD_ATTRIBUTE_VALUE,
                        "trustedRealms: \"" + Printable.of(name) + "\" is no realm.",
                        "Write realms as EXAMPLE.COM, or leave the attribute out to trust whom the KDC trusts."));
        return realms.map(Set::copyOf);
    }

    /** What an attribute lists, separated by blanks or commas; it is a problem if that is nothing. */
    private Optional<List<String>> list(Attribute attribute) {
        if (!attributes.containsKey(attribute)) {
            return Optional.empty();
        }
        List<String> list = SEPARATORS
                .splitAsStream(attributes.getOrDefault(attribute, ""))
                .filter(name -> !name.isEmpty())
                .toList();
        if (list.isEmpty()) {
            problem(
                    FailureCode.BAD_ATTRIBUTE_VALUE,
                    attribute.attributeName() + ": the list is empty.",
                    "Name what is to be accepted, or leave the attribute out for its default.");
            return Optional.empty();
        }
        return Optional.of(list);
    }

    private void unknownAttribute(String name) {
        problem(
                FailureCode.UNKNOWN_ATTRIBUTE,
                Printable.of(name) + ": the valve has no such attribute.",
                Attribute.nearest(name)
                        .map(attribute -> "Did you mean " + attribute.attributeName() + "?")
                        .orElse("Remove it."));
    }

    private void problem(FailureCode code, String seen, String remedy) {
        problems.add(new Failure(code, seen, remedy));
    }
}
