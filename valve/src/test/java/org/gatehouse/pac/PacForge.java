package org.gatehouse.pac;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.gatehouse.crypto.ChecksumKey;
import org.gatehouse.crypto.Cryptosystem;
import org.gatehouse.crypto.EncryptionKey;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.crypto.KeyUsage;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.Hex;

/**
 * A KDC that lies on demand: makes PACs of alice, which are right in everything that a test does not change. It is written
 * against [MS-PAC], and shares nothing with what it tests but the cryptography.
 *
 * <p>Buffers are made by {@link #put} and {@link #remove}; {@link #signed} adds the two signatures and signs.
 */
public final class PacForge {
    public static final Instant AUTH_TIME = Instant.parse("2026-11-22T09:15:00Z");
    public static final PacClient ALICE = new PacClient(List.of("alice"), "EXAMPLE.COM", AUTH_TIME);
    public static final String ALICES_SID = LogonInfoForge.DOMAIN + "-1104";

    public static final int LOGON_INFO = 1;
    public static final int SERVER = 6;
    public static final int KDC = 7;
    public static final int CLIENT_INFO = 10;
    public static final int UPN_DNS_INFO = 12;
    public static final int ATTRIBUTES = 17;
    public static final int REQUESTOR = 18;

    private static final Cryptosystem CRYPTOSYSTEM = new Cryptosystem(new SecureRandom());
    private static final int HEADER = 8;
    private static final int INFO_BUFFER = 16;

    private final Map<Integer, Bytes> buffers = new LinkedHashMap<>();
    private EncryptionType serverType = EncryptionType.AES256_CTS_HMAC_SHA1_96;
    private EncryptionType kdcType = EncryptionType.AES256_CTS_HMAC_SHA1_96;
    private Optional<Integer> rodc = Optional.empty();

    private PacForge() {
        put(LOGON_INFO, new LogonInfoForge().bytes());
        put(CLIENT_INFO, clientInfo("alice", AUTH_TIME));
        put(UPN_DNS_INFO, upnDnsInfo("alice@example.com", "EXAMPLE.COM", 2, "alice", ALICES_SID));
    }

    /** A PAC as Windows makes it for a service. */
    public static PacForge ofAlice() {
        return new PacForge();
    }

    /** One whose KERB_VALIDATION_INFO has something changed. */
    public static PacForge with(Consumer<LogonInfoForge> change) {
        return ofAlice().put(LOGON_INFO, LogonInfoForge.with(change).bytes());
    }

    /** One without accounts of Windows, as MIT's KDC makes it: client and signatures. */
    public static PacForge minimal() {
        return ofAlice().remove(LOGON_INFO).remove(UPN_DNS_INFO);
    }

    /** A PAC that is signed at once. */
    public static Bytes alice() {
        return ofAlice().signed();
    }

    /** Adds a buffer, or replaces it. */
    public PacForge put(int type, Bytes content) {
        buffers.put(type, content);
        return this;
    }

    public PacForge remove(int type) {
        buffers.remove(type);
        return this;
    }

    /** The types of the keys that sign: the service's and the KDC's. */
    public PacForge keys(EncryptionType server, EncryptionType kdc) {
        serverType = server;
        kdcType = kdc;
        return this;
    }

    /** A read-only domain controller signs: the KDC's signature is followed by its number. */
    public PacForge byRodc(int number) {
        rodc = Optional.of(number);
        return this;
    }

    /** The key of the service, for each type; that of {@code Forge.SERVICE_KEY}. */
    public static ChecksumKey serverKey(EncryptionType type) {
        return key(type, 0);
    }

    /** The key of the KDC, for each type. */
    public static ChecksumKey kdcKey(EncryptionType type) {
        return key(type, 2);
    }

    private static ChecksumKey key(EncryptionType type, int first) {
        byte[] value = new byte[type.keyLength()];
        for (int i = 0; i < value.length; i++) {
            value[i] = (byte) (first + i);
        }
        try (EncryptionKey key = new EncryptionKey(type, SecretBytes.adopt(value))) {
            return CRYPTOSYSTEM.checksumKey(key, KeyUsage.PAC_SIGNATURE);
        }
    }

    /** All buffers, then the server's signature and the KDC's, which both verify. */
    public Bytes signed() {
        return signed(serverKey(serverType));
    }

    /** The same with a service's key of one's own, which is of the type that {@link #keys} says. */
    public Bytes signed(ChecksumKey service) {
        put(SERVER, signature(serverType, ""));
        put(
                KDC,
                signature(
                        kdcType,
                        rodc.map(number -> String.format("%02x%02x", number & 0xff, number >> 8))
                                .orElse("")));
        return sign(unsigned(), service, kdcKey(kdcType));
    }

    /** Directory and buffers as they are. */
    public Bytes unsigned() {
        List<Entry> entries = new ArrayList<>();
        int offset = HEADER + INFO_BUFFER * buffers.size();
        for (Map.Entry<Integer, Bytes> buffer : buffers.entrySet()) {
            entries.add(new Entry(buffer.getKey(), buffer.getValue(), offset));
            offset = aligned(offset + buffer.getValue().length());
        }
        return pac(entries);
    }

    /** A buffer, and where it is. */
    public record Entry(int type, Bytes content, int offset) {}

    /** A PAC of these buffers, of which types may repeat. */
    public static Bytes pac(List<Entry> entries) {
        int size = entries.stream()
                .mapToInt(entry -> aligned(entry.offset() + entry.content().length()))
                .max()
                .orElse(HEADER);
        ByteBuffer pac = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        pac.putInt(entries.size()).putInt(0);
        for (Entry entry : entries) {
            pac.putInt(entry.type()).putInt(entry.content().length()).putLong(entry.offset());
        }
        entries.forEach(entry -> entry.content().copyTo(pac.array(), entry.offset()));
        return Bytes.of(pac.array());
    }

    /** Fills in both signatures of a PAC, over whatever is in it ([MS-PAC] 2.8.1, 2.8.2). */
    public static Bytes sign(Bytes pac, ChecksumKey server, ChecksumKey kdc) {
        byte[] signed = pac.toArray();
        fill(signed, SERVER, Bytes.of(new byte[bufferLength(signed, SERVER) - 4]));
        byte[] zeroed = signed.clone();
        fill(zeroed, KDC, Bytes.of(new byte[bufferLength(signed, KDC) - 4]));
        Bytes serverSignature = server.mic(Bytes.of(zeroed), Bytes.EMPTY);
        fill(signed, SERVER, serverSignature);
        fill(signed, KDC, kdc.mic(serverSignature, Bytes.EMPTY));
        return Bytes.of(signed);
    }

    /** Where a buffer begins. */
    public static int bufferOffset(byte[] pac, int type) {
        return entryOf(pac, type).getInt(8);
    }

    /** How long a buffer is. */
    public static int bufferLength(byte[] pac, int type) {
        return entryOf(pac, type).getInt(4);
    }

    private static void fill(byte[] pac, int type, Bytes signature) {
        signature.copyTo(pac, bufferOffset(pac, type) + 4);
    }

    private static ByteBuffer entryOf(byte[] pac, int type) {
        ByteBuffer buffer = ByteBuffer.wrap(pac).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < buffer.getInt(0); i++) {
            int at = HEADER + INFO_BUFFER * i;
            if (buffer.getInt(at) == type) {
                return buffer.slice(at, INFO_BUFFER).order(ByteOrder.LITTLE_ENDIAN);
            }
        }
        throw new IllegalArgumentException("No buffer of type " + type);
    }

    /** PAC_SIGNATURE_DATA with zeros for the signature, and hexadecimal digits after it. */
    public static Bytes signature(EncryptionType key, String after) {
        return switch (key) {
            case AES128_CTS_HMAC_SHA1_96 -> signature(15, 12, after);
            case AES256_CTS_HMAC_SHA1_96 -> signature(16, 12, after);
            case AES128_CTS_HMAC_SHA256_128 -> signature(19, 16, after);
            case AES256_CTS_HMAC_SHA384_192 -> signature(20, 24, after);
            case RC4_HMAC -> signature(-138, 16, after);
        };
    }

    /** The same, of any type and length. */
    public static Bytes signature(int type, int length, String after) {
        return joined(little(type, 4), Bytes.of(new byte[length]), Hex.hex(after));
    }

    /** PAC_CLIENT_INFO. */
    public static Bytes clientInfo(String name, Instant time) {
        return joined(little(fileTime(time), 8), little(name.length() * 2L, 2), utf16(name));
    }

    /** UPN_DNS_INFO as Windows lays it out: the texts from the first multiple of eight on. Flag 2 adds the extension. */
    public static Bytes upnDnsInfo(String upn, String dnsDomain, int flags, String samName, String sid) {
        List<Bytes> parts = new ArrayList<>(List.of(utf16(upn), utf16(dnsDomain)));
        if ((flags & 2) != 0) {
            parts.add(utf16(samName));
            parts.add(sid(sid));
        }
        int offset = aligned(12 + 4 * (parts.size() - 2));
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int first = offset;
        for (int i = 0; i < parts.size(); i++) {
            header.writeBytes(
                    joined(little(parts.get(i).length(), 2), little(offset, 2)).toArray());
            content.writeBytes(parts.get(i).toArray());
            offset = aligned(first + content.size());
            content.writeBytes(new byte[offset - first - content.size()]);
            if (i == 1) {
                header.writeBytes(little(flags, 4).toArray());
            }
        }
        header.writeBytes(new byte[first - header.size()]);
        return joined(Bytes.of(header.toByteArray()), Bytes.of(content.toByteArray()));
    }

    /** PAC_REQUESTOR, or any other SID without NDR; its authority is below 256. */
    public static Bytes sid(String sid) {
        String[] parts = sid.split("-", -1);
        List<Bytes> all = new ArrayList<>();
        all.add(Bytes.of(new byte[] {1, (byte) (parts.length - 3), 0, 0, 0, 0, 0, (byte) Integer.parseInt(parts[2])}));
        for (int i = 3; i < parts.length; i++) {
            all.add(little(Long.parseLong(parts[i]), 4));
        }
        return joined(all.toArray(Bytes[]::new));
    }

    /** PAC_ATTRIBUTES_INFO. */
    public static Bytes attributes(int flags) {
        return joined(little(2, 4), little(flags, 4));
    }

    public static Bytes utf16(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_16LE));
    }

    /** A number with its lowest byte first. */
    public static Bytes little(long value, int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (value >>> (8 * i));
        }
        return Bytes.of(bytes);
    }

    public static Bytes joined(Bytes... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Bytes part : parts) {
            all.writeBytes(part.toArray());
        }
        return Bytes.of(all.toByteArray());
    }

    private static long fileTime(Instant time) {
        return (time.getEpochSecond() + 11_644_473_600L) * 10_000_000 + time.getNano() / 100;
    }

    private static int aligned(int offset) {
        return (offset + 7) / 8 * 8;
    }
}
