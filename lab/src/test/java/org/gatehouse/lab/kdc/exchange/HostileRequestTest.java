package org.gatehouse.lab.kdc.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.errorCode;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.spn;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionType;
import org.apache.kerby.kerberos.kerb.type.base.KrbError;
import org.apache.kerby.kerberos.kerb.type.base.PrincipalName;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.account.Accounts;
import org.gatehouse.lab.kdc.account.MemoryAccounts;
import org.gatehouse.lab.kdc.event.KdcEvent.Transport;
import org.gatehouse.lab.kdc.event.KdcLog;
import org.gatehouse.lab.kdc.message.KerberosName;
import org.gatehouse.lab.kdc.message.KerbyCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes, a KRB-ERROR goes back, and it is never the KDC's own fault. */
class HostileRequestTest {
    private final RequestFixture fixture = new RequestFixture();
    private final HandMadeClient client = fixture.client;

    private byte[] asReq() {
        return KerbyCodec.encode(client.asReq("alice"));
    }

    private byte[] tgsReq() {
        return client.tgsReq(fixture.alice(), "HTTP/portal.lab.localhost");
    }

    @Test
    void truncatedAtAnyLength() {
        for (byte[] request : List.of(asReq(), tgsReq())) {
            for (int length = 0; length < request.length; length++) {
                assertThat(errorCode(client.send(Arrays.copyOf(request, length))))
                        .as("%d of %d bytes", length, request.length)
                        .isEqualTo(60);
            }
        }
        assertThat(fixture.faults).isEmpty();
    }

    @Test
    void changedInAnyByte() {
        for (byte[] request : List.of(asReq(), tgsReq())) {
            for (int i = 0; i < request.length; i++) {
                for (int mask : new int[] {0x01, 0x20, 0x80, 0xff}) {
                    byte[] changed = request.clone();
                    changed[i] ^= (byte) mask;

                    client.send(changed);
                }
            }
        }
        assertThat(fixture.faults).isEmpty();
    }

    @Test
    void withAnyLengthSetToZero() {
        for (byte[] request : List.of(asReq(), tgsReq())) {
            for (int i = 1; i < request.length; i++) {
                byte[] changed = request.clone();
                changed[i] = 0;

                client.send(changed);
            }
        }
        assertThat(fixture.faults).isEmpty();
    }

    @Test
    void random() {
        Random random = new Random(4711);
        for (int round = 0; round < 5000; round++) {
            byte[] request = new byte[random.nextInt(200)];
            random.nextBytes(request);

            assertThat(errorCode(client.send(request))).isIn(40, 60);
        }
        assertThat(fixture.faults).isEmpty();
    }

    @Test
    void nestedDeeply() {
        byte[] nested = new byte[128 * 1024];
        for (int i = 0; i < nested.length; i += 2) {
            nested[i] = 0x30;
            nested[i + 1] = (byte) 0x80;
        }

        assertThat(errorCode(client.send(nested))).isEqualTo(60);
    }

    @Test
    void nestedDeeplyWithDefiniteLengths() {
        int levels = 20_000;
        byte[] nested = new byte[levels * 4];
        for (int level = 0; level < levels; level++) {
            int remaining = nested.length - 4 * level - 4;
            nested[4 * level] = 0x30;
            nested[4 * level + 1] = (byte) 0x82;
            nested[4 * level + 2] = (byte) (remaining >> 8);
            nested[4 * level + 3] = (byte) remaining;
        }

        assertThat(errorCode(client.send(nested))).isEqualTo(60);
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 13, 14, 15, 20, 21, 22, 30})
    void anotherMessage(int applicationTag) {
        assertThat(errorCode(client.send(new byte[] {(byte) (0x60 | applicationTag), 2, 0x30, 0})))
                .isEqualTo(40);
    }

    @Test
    void ofAnotherVersion() {
        byte[] request = asReq();
        int pvno = new String(request, StandardCharsets.ISO_8859_1).indexOf("\u00a1\u0003\u0002\u0001\u0005") + 4;
        request[pvno] = 4;

        assertThat(errorCode(client.send(request))).isEqualTo(3);
    }

    @Test
    void withNamesThatTryToForgeALogLine() {
        client.send(KerbyCodec.encode(client.asReq("eve\nAS-REQ UDP alice: ticket\u202e\u0007" + "x".repeat(5000))));

        String line = fixture.events.get(0).toString();
        assertThat(line).doesNotContain("\n", "\u202e", "\u0007").hasSizeLessThan(600);
    }

    @Test
    void withANameThatFillsADatagramIsAnsweredInOne() {
        byte[] request = KerbyCodec.encode(client.asReq("x".repeat(40_000)));

        byte[] reply = fixture.handler.handle(request, Transport.UDP);

        assertThat(errorCode(reply)).isEqualTo(52);
        assertThat(reply).hasSizeLessThan(1465);
    }

    @Test
    void withTooManyEncryptionTypes() {
        List<EncryptionType> types = Collections.nCopies(65, EncryptionType.AES256_CTS_HMAC_SHA1_96);

        assertThat(errorCode(client.send(KerbyCodec.encode(client.asReq("alice", body -> body.setEtypes(types))))))
                .isEqualTo(60);
    }

    @Test
    void withoutAMandatoryField() {
        List<HandMadeClient.BodyChange> gaps = List.of(
                body -> body.setKdcOptions(null),
                body -> body.setTill(null),
                body -> body.setSname(new PrincipalName()));
        for (HandMadeClient.BodyChange gap : gaps) {
            assertThat(errorCode(client.send(KerbyCodec.encode(client.asReq("alice", gap)))))
                    .isEqualTo(60);
        }
        assertThat(fixture.faults).isEmpty();
    }

    @Test
    void withATooLongName() {
        KerberosName name = new KerberosName(1, List.of("a", "b", "c", "d", "e", "f", "g", "h", "i"));

        assertThat(errorCode(client.send(KerbyCodec.encode(client.asReq(name, spn("HTTP/x"))))))
                .isEqualTo(60);
    }

    @Test
    void undecodableIsAnsweredInTheNameOfTheTicketGrantingService() {
        KrbError error = HandMadeClient.error(client.send(new byte[] {1, 2, 3}));

        assertThat(error.getSname().getName()).isEqualTo("krbtgt/LAB.LOCALHOST");
        assertThat(error.getCname()).isNull();
    }

    @Test
    void meetingABrokenDirectoryIsAnsweredAndReported() {
        Accounts broken = new MemoryAccounts() {
            @Override
            public List<Account> findByName(String name) {
                throw new IllegalStateException("the directory is down; bind password Secret1!");
            }

            @Override
            public List<Account> findByServicePrincipalName(String servicePrincipalName) {
                throw new IllegalStateException("the directory is down");
            }
        };
        KdcHandler handler = fixture.handler(fixture.log, broken);

        KrbError error = HandMadeClient.error(handler.handle(asReq(), Transport.UDP));

        assertThat(error.getErrorCode().getValue()).isEqualTo(60);
        assertThat(error.getEtext()).doesNotContain("Secret1!");
        assertThat(fixture.faults).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void meetingABrokenLogIsAnswered() {
        KdcLog broken = event -> {
            throw new IllegalStateException("disk full");
        };
        KdcHandler handler = fixture.handler(broken, fixture.accounts);

        assertThat(errorCode(handler.handle(asReq(), Transport.UDP))).isEqualTo(25);
    }
}
