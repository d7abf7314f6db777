package org.gatehouse.settings;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gatehouse.acceptor.AcceptorPolicy;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.crypto.JdkAlgorithms;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;

/**
 * Makes settings of attributes. There are two kinds of problems. A wrong attribute is a mistake that somebody made just
 * now: there are no settings. A key file that cannot be used is an outage, which may come and go by itself (a mount that is
 * late, a secret that is being rotated): the settings hold, without any key, and say so.
 */
public final class SettingsReader {
    private final WrittenAttributes attributes;
    private final FileSource files;
    private final Function<Set<EncryptionType>, List<String>> missingAlgorithms;
    private final Problems problems = new Problems();
    private final Problems outage = new Problems();

    private SettingsReader(
            WrittenAttributes attributes,
            FileSource files,
            Function<Set<EncryptionType>, List<String>> missingAlgorithms) {
        this.attributes = attributes;
        this.files = TrustedFiles.of(attributes, files);
        this.missingAlgorithms = missingAlgorithms;
    }

    /**
     * Reads the settings.
     *
     * @param attributes what the administrator wrote
     * @param unknown names of attributes that the valve does not have
     * @throws SettingsException if an attribute is wrong; it lists what is wrong with the key files as well
     */
    public static Settings read(Map<Attribute<?>, String> attributes, Collection<String> unknown, FileSource files)
            throws SettingsException {
        boolean passwords = AccountReader.isAsked(new WrittenAttributes(attributes));
        return read(
                attributes, unknown, files, passwords ? JdkAlgorithms::missingWithPasswords : JdkAlgorithms::missing);
    }

    /** @param missingAlgorithms names of the algorithms that encryption types need and this Java does not have */
    static Settings read(
            Map<Attribute<?>, String> attributes,
            Collection<String> unknown,
            FileSource files,
            Function<Set<EncryptionType>, List<String>> missingAlgorithms)
            throws SettingsException {
        return new SettingsReader(new WrittenAttributes(attributes), files, missingAlgorithms).read(unknown);
    }

    private Settings read(Collection<String> unknown) throws SettingsException {
        attributes.check(problems);
        FallbackAttributes.check(attributes, problems);
        for (String name : unknown) {
            problems.unknown(name);
        }
        List<KeyFile> keyFiles = keyFiles();
        boolean usable = problems.isEmpty() && outage.isEmpty();
        if (!usable) {
            keyFiles.forEach(KeyFile::close);
        }
        if (!problems.isEmpty()) {
            outage.list().forEach(problems::add);
            throw new SettingsException(problems.list());
        }
        return new Settings(
                usable ? keyFiles : List.of(),
                outage.list(),
                attributes.get(Attribute.PROTECT),
                attributes.get(Attribute.MECHANISMS),
                attributes.get(Attribute.CLOCK_SKEW),
                attributes.get(Attribute.TICKET_LIFETIME),
                attributes.get(Attribute.ENCRYPTION_TYPES),
                new AcceptorPolicy(attributes.get(Attribute.SPN), attributes.get(Attribute.TRUSTED_REALMS)),
                attributes.get(Attribute.REPLAY_FILE),
                UserAttributes.read(attributes),
                AskingAttributes.read(attributes),
                FallbackAttributes.read(attributes));
    }

    private List<KeyFile> keyFiles() {
        Set<EncryptionType> accepted = attributes.isRight(Attribute.ENCRYPTION_TYPES)
                ? attributes.get(Attribute.ENCRYPTION_TYPES)
                : Set.of(EncryptionType.values()); // a wrong list is one problem, and no reason to blame the keytab
        List<String> missing = missingAlgorithms.apply(accepted);
        if (!missing.isEmpty()) {
            missing.forEach(algorithm -> outage.add(missing(algorithm, accepted)));
            return List.of();
        }
        return new KeyFilesReader(files, accepted, problems, outage).read(attributes);
    }

    private Failure missing(String algorithm, Set<EncryptionType> accepted) {
        String needing = accepted.stream()
                .sorted()
                .filter(type -> missingAlgorithms.apply(Set.of(type)).contains(algorithm))
                .map(EncryptionType::shortName)
                .collect(Collectors.joining(", "));
        return new Failure(
                FailureCode.ALGORITHM_MISSING,
                "this Java does not have the algorithm " + algorithm + ". It is needed for " + needing + ".",
                "Check the list of security providers in Java's conf/security/java.security, then restart Tomcat. Or name"
                        + " other types in encryptionTypes.");
    }
}
