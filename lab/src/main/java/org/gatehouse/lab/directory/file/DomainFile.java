package org.gatehouse.lab.directory.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * The description of a domain: LDIF with everything left out that goes without saying. The first file that comes with the lab,
 * {@code domain.ldif}, tells in its comments what may be written.
 *
 * @param name under which problems are reported
 */
public record DomainFile(String name, String text) {
    /** Far above any domain that fits in memory, far below what would fill it. */
    private static final int MAX_SIZE = 16 << 20;

    private static final List<String> BUNDLED = List.of("domain.ldif", "partner.ldif");

    /** The domains that come with the lab: the portal's, and the one that trusts it and is trusted. */
    public static List<DomainFile> bundled() {
        return BUNDLED.stream().map(DomainFile::bundled).toList();
    }

    private static DomainFile bundled(String name) {
        try (InputStream in = DomainFile.class.getResourceAsStream("/org/gatehouse/lab/" + name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new DomainFile(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be read from the class path", e);
        }
    }

    /**
     * Reads a file of the user's.
     *
     * @throws DomainFileException if the file cannot be read, is too large or is not UTF-8 text
     */
    public static DomainFile read(Path file) throws DomainFileException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_SIZE + 1);
        } catch (IOException e) {
            throw new DomainFileException(List.of(file + " cannot be read: " + reason(e)));
        }
        if (bytes.length > MAX_SIZE) {
            throw new DomainFileException(List.of(file + " is larger than " + (MAX_SIZE >> 20) + " MiB"));
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new DomainFile(file.toString(), text);
        } catch (CharacterCodingException e) {
            throw new DomainFileException(List.of(file + " is not UTF-8 text"));
        }
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        return e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
    }
}
