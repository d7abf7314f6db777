package org.gatehouse.valve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Which of this machine's boots this is: Linux makes a random number at each. */
final class BootId {
    private static final Path FILE = Path.of("/proc/sys/kernel/random/boot_id");
    private static final UUID UNKNOWN = new UUID(0, 0);

    private BootId() {}

    /** Zeros, if the machine does not say. */
    static UUID read() {
        return read(FILE);
    }

    static UUID read(Path file) {
        try {
            return UUID.fromString(Files.readString(file).strip());
        } catch (IOException | IllegalArgumentException e) {
            return UNKNOWN;
        }
    }
}
