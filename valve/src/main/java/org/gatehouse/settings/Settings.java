package org.gatehouse.settings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.acceptor.AcceptorPolicy;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.failure.Failure;

/**
 * The valve's configuration, complete and checked. It is closed once keys have been made from those in it.
 *
 * @param keyFiles at least one, or none in an outage: one file that cannot be used is enough for that
 * @param outage why there are no keys: what is wrong with the key files, or with this Java; empty if all is well
 * @param mechanisms at least one, none twice, in the order in which clients are offered them
 * @param clockSkew how far the clocks of clients and KDC may be from this server's
 * @param ticketLifetime for how long tickets from before a change of the password can live
 * @param encryptionTypes of tickets and session keys
 * @param policy names of this service, and realms of its clients
 * @param replayFile for the memory of accepted authenticators, as it was written; empty if that is on the heap
 */
public record Settings(
        List<KeyFile> keyFiles,
        List<Failure> outage,
        Protect protect,
        List<OfferedMechanism> mechanisms,
        Duration clockSkew,
        Duration ticketLifetime,
        Set<EncryptionType> encryptionTypes,
        AcceptorPolicy policy,
        Optional<String> replayFile,
        UserSettings users,
        AskingSettings asking,
        FallbackSettings fallback)
        implements AutoCloseable {
    public Settings {
        keyFiles = List.copyOf(keyFiles);
        outage = List.copyOf(outage);
        mechanisms = List.copyOf(mechanisms);
        encryptionTypes = Set.copyOf(encryptionTypes);
    }

    /** What does not keep the settings from being used, and should be fixed: odd entries of keytabs. */
    public List<Failure> warnings() {
        return keyFiles.stream()
                .flatMap(file -> KeytabProblems.warnings("keytab: " + file.path(), file.keytab()).stream())
                .toList();
    }

    @Override
    public void close() {
        keyFiles.forEach(KeyFile::close);
    }
}
