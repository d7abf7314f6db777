package org.gatehouse.gss;

import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.wire.Bytes;

/** The object identifiers that a client may name its mechanisms by (RFC 4178 §3, [MS-SPNG] 1.9). */
public enum MechanismOid {
    SPNEGO("SPNEGO", "2b0601050502"),
    KERBEROS("Kerberos", "2a864886f712010202"),
    /** 1.2.840.48018.1.2.2: Windows 2000 lost a bit of Kerberos' identifier, and Windows sends it first to this day. */
    MS_KERBEROS("Kerberos", "2a864882f712010202"),
    KERBEROS_USER_TO_USER("Kerberos user-to-user", "2a864886f71201020203"),
    IAKERB("IAKERB", "2b0601050205"),
    NTLMSSP("NTLM", "2b06010401823702020a"),
    NEGOEX("NegoEx", "2b06010401823702021e"),
    /** 1.3.6.1.4.1.311.2.2.40: a capability in the list ([MS-SPNG] 3.1.5.1). It is not a mechanism and is never selected. */
    NEGOTIATE_LATE_FALLBACK("Negotiate Late Fallback", "2b060104018237020228");

    private static final Map<Bytes, MechanismOid> BY_CONTENT =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(MechanismOid::content, Function.identity()));

    private final String displayName;
    private final Bytes content;

    MechanismOid(String displayName, String hex) {
        this.displayName = displayName;
        this.content = Bytes.of(HexFormat.of().parseHex(hex));
    }

    /** The identifier with these content octets, if it is a known one. */
    public static Optional<MechanismOid> of(Bytes content) {
        return Optional.ofNullable(BY_CONTENT.get(content));
    }

    /** Content octets (X.690 8.19). */
    public Bytes content() {
        return content;
    }

    public String displayName() {
        return displayName;
    }

    /** Both identifiers mean one mechanism ([MS-SPNG] 3.1.5.2). */
    public boolean isKerberos() {
        return this == KERBEROS || this == MS_KERBEROS;
    }
}
