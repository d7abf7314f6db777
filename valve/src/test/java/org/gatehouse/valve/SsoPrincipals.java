package org.gatehouse.valve;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.dtyp.Sid;
import org.gatehouse.dtyp.SidSet;
import org.gatehouse.identity.Authorization;
import org.gatehouse.identity.Claim;
import org.gatehouse.identity.ClaimSet;
import org.gatehouse.identity.ClaimSource;
import org.gatehouse.identity.ClaimValues;
import org.gatehouse.identity.ContextFacts;
import org.gatehouse.identity.Evidence;
import org.gatehouse.identity.Identity;
import org.gatehouse.identity.KerberosTicket;
import org.gatehouse.identity.LogonTimes;
import org.gatehouse.identity.SidDropReason;
import org.gatehouse.identity.UnreadableClaims;
import org.gatehouse.identity.WindowsAccount;

/** Principals, for tests. */
final class SsoPrincipals {
    static final KerberosTicket TICKET = new KerberosTicket(
            "HTTP/portal.example.com@EXAMPLE.COM",
            EncryptionType.AES256_CTS_HMAC_SHA1_96,
            7,
            EncryptionType.AES128_CTS_HMAC_SHA1_96,
            Forge.NOW.minusSeconds(3600),
            Forge.NOW.minusSeconds(3500),
            Forge.NOW.plusSeconds(36_000),
            new ContextFacts(0x2e, true, false, false));

    static final SsoPrincipal ALICE = principal("alice", TICKET);

    static final Authorization FULL = new Authorization(
            new WindowsAccount(
                    sid("S-1-5-21-1-2-3-1201"),
                    "fr\u00e4nk",
                    Optional.of("frank@example.com"),
                    "EXAMPLE",
                    Optional.of("EXAMPLE.COM"),
                    "Frank N. Furter, = \\ ;",
                    "DC1",
                    65_535,
                    new LogonTimes(
                            Optional.of(Forge.NOW), Optional.of(Instant.EPOCH), Optional.of(Forge.NOW.plusNanos(100)))),
            SidSet.of(List.of(sid("S-1-5-21-1-2-3-513"))),
            SidSet.EMPTY,
            SidSet.of(List.of(sid("S-1-18-1"), sid("S-1-5-21-0-0-0-497"))),
            Map.of(
                    SidDropReason.FOREIGN_DOMAIN,
                    SidSet.of(List.of(sid("S-1-5-21-7-7-7-1104"))),
                    SidDropReason.NOT_OF_A_DOMAIN,
                    SidSet.of(List.of(sid("S-1-5-32-544")))),
            new ClaimSet(
                    List.of(
                            new Claim(
                                    "ad://ext/department",
                                    ClaimSource.AD,
                                    new ClaimValues.StringValues(List.of("Research", "", "a = b"))),
                            new Claim("level", ClaimSource.AD, new ClaimValues.Int64Values(List.of(-1L, 7L))),
                            new Claim(
                                    "mask",
                                    ClaimSource.CERTIFICATE,
                                    new ClaimValues.Uint64Values(List.of(new BigInteger("18446744073709551615")))),
                            new Claim("staff", ClaimSource.AD, new ClaimValues.BooleanValues(List.of(true, false)))),
                    Set.of()),
            new ClaimSet(List.of(), Set.of(UnreadableClaims.COMPRESSED_LZNT1)),
            0);

    private SsoPrincipals() {}

    static SsoPrincipal principal(String name, Evidence evidence) {
        return SsoPrincipal.of(Identity.of(name, "EXAMPLE.COM", evidence));
    }

    static SsoPrincipal principal(String name, Authorization authorization) {
        return SsoPrincipal.of(Identity.of(name, "EXAMPLE.COM", TICKET)
                .with(authorization)
                .called(new Identity.Names("EXAMPLE\\" + name, name + "@EXAMPLE.COM")));
    }

    private static Sid sid(String text) {
        return Sid.parse(text).orElseThrow();
    }
}
