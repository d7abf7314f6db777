package org.gatehouse.settings;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.failure.Printable;
import org.gatehouse.kerberos.Keytab;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/** Reads attributes and collects every problem on the way, so that nobody has to start Tomcat once per mistake. */
public final class SettingsReader {
    private static final int DEFAULT_CLOCK_SKEW = 300;
    /** In seconds. A window of an hour for replays and expired tickets is no window any more. */
    private static final int MAX_CLOCK_SKEW = 3600;

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
        Optional<Keytab> keytab = keytab();
        Protect protect = protect();
        Duration clockSkew = clockSkew();
        unknown.forEach(this::unknownAttribute);
        if (keytab.isEmpty() || !problems.isEmpty()) {
            keytab.ifPresent(Keytab::close);
            throw new SettingsException(problems);
        }
        return new Settings(attributes.getOrDefault(Attribute.KEYTAB, ""), keytab.get(), protect, clockSkew);
    }

    private Optional<Keytab> keytab() {
        String path = attributes.getOrDefault(Attribute.KEYTAB, "");
        if (path.isBlank()) {
            problem(
                    FailureCode.NO_KEYTAB,
                    "keytab: the attribute is missing.",
                    "Name the file with the service's keys: keytab=\"${catalina.base}/conf/http.keytab\".");
            return Optional.empty();
        }
        try (SecretBytes file = files.read(path)) {
            Keytab keytab = file.use(
                    (array, offset, length) -> Keytab.parse(Bytes.of(array).slice(offset, length)));
            if (usable(keytab)) {
                return Optional.of(keytab);
            }
            problem(
                    FailureCode.KEYTAB_WITHOUT_USABLE_KEY,
                    "keytab: " + path + " holds " + content(keytab) + ".",
                    "Make it with AES keys: ktpass … /crypto AES256-SHA1 /ptype KRB5_NT_PRINCIPAL.");
            keytab.close();
        } catch (IOException e) {
            problem(
                    FailureCode.KEYTAB_UNREADABLE,
                    "keytab: " + path + " cannot be read: " + e.getMessage() + ".",
                    "Check the path and the permissions for the user that Tomcat runs as.");
        } catch (WireException e) {
            problem(
                    FailureCode.KEYTAB_MALFORMED,
                    "keytab: " + path + " is not a keytab: " + e.getMessage() + ".",
                    "Copy it as a binary file, or make it anew (ktpass, ktutil, samba-tool domain exportkeytab).");
        }
        return Optional.empty();
    }

    private static boolean usable(Keytab keytab) {
        return keytab.entries().stream().anyMatch(entry -> entry.usableType().isPresent());
    }

    private static String content(Keytab keytab) {
        return keytab.entries().isEmpty()
                ? "no key at all"
                : "no key that can be used, only "
                        + keytab.entries().stream()
                                .map(entry -> EncryptionType.describe(entry.etype()) + " of "
                                        + entry.key().length() + " bytes")
                                .distinct()
                                .collect(Collectors.joining(", "));
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
