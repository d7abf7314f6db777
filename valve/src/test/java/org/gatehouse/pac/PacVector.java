package org.gatehouse.pac;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.crypto.ChecksumKey;
import org.gatehouse.crypto.Cryptosystem;
import org.gatehouse.crypto.EncryptionKey;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.crypto.KeyUsage;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.VectorFile;
import org.gatehouse.wire.VectorFile.Entry;

/** A PAC that somebody else made, with its keys, its ticket's client and its content. */
public record PacVector(Entry entry) {
    private static final Cryptosystem CRYPTOSYSTEM = new Cryptosystem(new SecureRandom());

    /** All of them. */
    public static List<PacVector> all() {
        List<PacVector> all = new ArrayList<>();
        for (String file : List.of("pacs.txt", "pacs-data-only.txt")) {
            VectorFile.read(PacVector.class, file).forEach(entry -> all.add(new PacVector(entry)));
        }
        return all;
    }

    /** The one of that name. */
    public static PacVector named(String name) {
        return all().stream()
                .filter(vector -> vector.toString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Those whose service's key is published and of a type that is accepted. */
    public static List<PacVector> withServerKey() {
        return all().stream().filter(vector -> vector.serverType().isPresent()).toList();
    }

    /** Those whose KDC's key is published. */
    public static List<PacVector> withKdcKey() {
        return all().stream().filter(vector -> vector.has("kdc-enctype")).toList();
    }

    public Bytes pac() {
        return entry.bytes("pac");
    }

    public Optional<EncryptionType> serverType() {
        return has("server-enctype") ? EncryptionType.of(entry.number("server-enctype")) : Optional.empty();
    }

    public ChecksumKey serverKey() {
        return key(serverType().orElseThrow(), entry.text("server-key"));
    }

    public ChecksumKey kdcKey() {
        return key(EncryptionType.of(entry.number("kdc-enctype")).orElseThrow(), entry.text("kdc-key"));
    }

    /** The client of its ticket; that of its own PAC_CLIENT_INFO, where the ticket is not published. */
    public PacClient client() {
        return has("cname")
                ? new PacClient(
                        List.of(entry.text("cname").split("/")),
                        entry.text("crealm"),
                        Instant.ofEpochSecond(Long.parseLong(entry.text("authtime"))))
                : new PacClient(List.of(entry.text("Name")), "", fileTime(entry.text("ClientId")));
    }

    /** Its server's signature is verified. */
    public ServerSignedPac serverSigned() throws Exception {
        return UnverifiedPac.parse(pac()).verify(serverKey(), serverType().orElseThrow(), true);
    }

    /** Everything of it is verified and read. */
    public VerifiedPac verified() throws Exception {
        return serverSigned().check(client());
    }

    /** Where the last of its buffers ends. */
    int lastByte() {
        byte[] pac = pac().toArray();
        ByteBuffer buffer = ByteBuffer.wrap(pac).order(ByteOrder.LITTLE_ENDIAN);
        int end = 0;
        for (int i = 0; i < buffer.getInt(0); i++) {
            end = Math.max(end, buffer.getInt(12 + 16 * i) + buffer.getInt(16 + 16 * i));
        }
        return end;
    }

    public boolean has(String field) {
        return entry.fields().containsKey(field);
    }

    /** What stands in its fields, as {@link PacDescription} tells it. */
    public Map<String, String> content() {
        return PacDescription.only(entry.fields());
    }

    @Override
    public String toString() {
        return entry.toString();
    }

    /** A key for signatures of PACs. */
    public static ChecksumKey key(EncryptionType type, String hex) {
        try (EncryptionKey key =
                new EncryptionKey(type, SecretBytes.adopt(HexFormat.of().parseHex(hex)))) {
            return CRYPTOSYSTEM.checksumKey(key, KeyUsage.PAC_SIGNATURE);
        }
    }

    private static Instant fileTime(String intervals) {
        long value = Long.parseLong(intervals);
        return Instant.parse("1601-01-01T00:00:00Z")
                .plusSeconds(value / 10_000_000)
                .plusNanos(value % 10_000_000 * 100);
    }
}
