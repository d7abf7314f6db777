package org.gatehouse.lab.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.Set;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.kerberos.KerberosTicket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TicketCacheFileTest {
    private static final String ALICE = "alice@LAB.TEST";

    @TempDir
    private Path folder;

    @Test
    void writesVersion4() throws Exception {
        // name type, number of components, then realm and components, each with its length
        String alice = "00000001" + "00000001" + "00000008" + hex("LAB.TEST") + "00000005" + hex("alice");
        String krbtgt = "00000002" + "00000002" + "00000008" + hex("LAB.TEST") + "00000006" + hex("krbtgt") + "00000008"
                + hex("LAB.TEST");

        byte[] file = written(subject(ticket(ALICE, "krbtgt/LAB.TEST@LAB.TEST")));

        assertThat(HexFormat.of().formatHex(file))
                .isEqualTo("0504" + "000c" + "00010008" + "0000000000000000" + alice + alice + krbtgt
                        + "0012" + "00000002" + "5e5e" // key
                        + "00000064" + "00000064" + "000000c8" + "00000000" // authtime, starttime, endtime, renew_till
                        + "00" + "40000001" // is_skey, flags: forwardable and the last bit
                        + "00000002" + "0002" + "00000004" + "7f000001" + "0018" + "00000010"
                        + "00000000000000000000000000000001"
                        + "00000000" + "00000003" + "616263" + "00000000");
    }

    @Test
    void putsTheTicketOfTheLogonFirst() throws Exception {
        Subject subject = subject(
                ticket(ALICE, "krbtgt/OTHER.TEST@LAB.TEST"),
                ticket("bob@LAB.TEST", "HTTP/www.lab.test@LAB.TEST"),
                ticket(ALICE, "krbtgt/LAB.TEST@LAB.TEST"));

        String file = HexFormat.of().formatHex(written(subject));

        assertThat(file.substring(32))
                .startsWith("0000000100000001" + "00000008" + hex("LAB.TEST") + "00000005" + hex("alice"));
        assertThat(file).contains(hex("OTHER.TEST"), hex("www.lab.test"));
    }

    @Test
    void takesTheBackslashOutOfANameWithAnAtSign() throws Exception {
        byte[] file = written(subject(ticket("a\\@b@LAB.TEST", "krbtgt/LAB.TEST@LAB.TEST")));

        assertThat(HexFormat.of().formatHex(file))
                .contains("00000003" + hex("a@b"))
                .doesNotContain(hex("\\"));
    }

    @Test
    void refusesSubjectWhoIsNotLoggedOn() {
        assertThatThrownBy(() -> written(new Subject()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The subject has no ticket-granting ticket: log on first");
        assertThatThrownBy(() -> written(subject(ticket(ALICE, "HTTP/www.lab.test@LAB.TEST"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesTicketThatWasThrownAway() throws Exception {
        KerberosTicket ticket = ticket(ALICE, "krbtgt/LAB.TEST@LAB.TEST");
        Subject subject = subject(ticket);
        ticket.destroy();

        assertThatThrownBy(() -> written(subject)).isInstanceOf(IllegalArgumentException.class);
    }

    private byte[] written(Subject subject) throws IOException {
        Path file = folder.resolve("ccache");
        TicketCacheFile.write(file, subject);
        return Files.readAllBytes(file);
    }

    private static Subject subject(KerberosTicket... tickets) {
        return new Subject(false, Set.of(), Set.of(), Set.of(tickets));
    }

    private static KerberosTicket ticket(String client, String server) throws UnknownHostException {
        boolean[] flags = new boolean[32];
        flags[1] = true;
        flags[31] = true;
        return new KerberosTicket(
                new byte[] {'a', 'b', 'c'},
                new KerberosPrincipal(client),
                new KerberosPrincipal(server, KerberosPrincipal.KRB_NT_SRV_INST),
                new byte[] {0x5e, 0x5e},
                18,
                flags,
                Date.from(Instant.ofEpochSecond(100)),
                null,
                Date.from(Instant.ofEpochSecond(200)),
                null,
                new InetAddress[] {address("7f000001"), address("00000000000000000000000000000001")});
    }

    private static InetAddress address(String hex) throws UnknownHostException {
        return InetAddress.getByAddress(HexFormat.of().parseHex(hex));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }
}
