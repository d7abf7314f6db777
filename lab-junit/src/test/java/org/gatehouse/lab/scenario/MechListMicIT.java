package org.gatehouse.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.gatehouse.lab.Lab;
import org.gatehouse.lab.client.JvmLogon;
import org.gatehouse.lab.client.Response;
import org.gatehouse.lab.junit.GatehouseLab;
import org.gatehouse.lab.junit.LoggedOn;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.GSSName;
import org.ietf.jgss.MessageProp;
import org.ietf.jgss.Oid;
import org.junit.jupiter.api.Test;

/**
 * A client that offers NTLM before Kerberos, and is told to use Kerberos: the JDK makes its Kerberos tokens and its
 * signature, and says what it thinks of the portal's.
 */
@GatehouseLab
class MechListMicIT {
    private static final String KERBEROS = "1.2.840.113554.1.2.2";
    /** SEQUENCE of the identifiers of NTLM and Kerberos. */
    private static final byte[] LIST = hex("3017" + "060a2b06010401823702020a" + "06092a864886f712010202");

    private static final byte[] NTLM_NEGOTIATE = hex("4e544c4d535350000100000007020000");
    private static final int REQUEST_MIC = 3;
    private static final int ACCEPT_INCOMPLETE = 1;
    private static final int ACCEPT_COMPLETED = 0;

    @Test
    void isExchangedAfterTheServersToken(@LoggedOn("alice") JvmLogon alice, Lab lab) throws Exception {
        JdkWeb web = new JdkWeb(lab.caCertificate());
        alice.run(() -> {
            GSSContext context = kerberos(lab.portal(), true);

            assertState(send(web, lab, init()), REQUEST_MIC);
            byte[][] second = assertState(send(web, lab, resp(start(context), Optional.empty())), ACCEPT_INCOMPLETE);
            context.initSecContext(second[2], 0, second[2].length);
            assertThat(context.isEstablished()).isTrue();
            assertGood(context, second[3]);
            Response third = send(web, lab, mic(context));

            assertThat(third.body()).startsWith("alice@LAB.LOCALHOST\n");
            assertState(third, ACCEPT_COMPLETED);
            return third;
        });
    }

    @Test
    void comesWithTheOnlyTokenWhereTheServerHasNone(@LoggedOn("alice") JvmLogon alice, Lab lab) throws Exception {
        JdkWeb web = new JdkWeb(lab.caCertificate());
        alice.run(() -> {
            GSSContext context = kerberos(lab.portal(), false);

            send(web, lab, init());
            byte[] token = start(context);
            Response second = send(web, lab, resp(token, Optional.of(context.getMIC(LIST, 0, LIST.length, plain()))));

            assertThat(second.body()).startsWith("alice@LAB.LOCALHOST\n");
            assertGood(context, assertState(second, ACCEPT_COMPLETED)[3]);
            return second;
        });
    }

    /** As if somebody had put NTLM in front: the client signs what it has sent. */
    @Test
    void isRefusedWhereTheListWasChangedOnItsWay(@LoggedOn("alice") JvmLogon alice, Lab lab) throws Exception {
        JdkWeb web = new JdkWeb(lab.caCertificate());
        byte[] sent = hex("300b" + "06092a864886f712010202");
        Response refused = alice.run(() -> {
            GSSContext context = kerberos(lab.portal(), false);
            send(web, lab, init());
            byte[] token = start(context);
            return send(web, lab, resp(token, Optional.of(context.getMIC(sent, 0, sent.length, plain()))));
        });

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.body()).startsWith("Sign-in did not work (GH-S007, ");
    }

    private static GSSContext kerberos(URI address, boolean mutual) throws Exception {
        GSSManager manager = GSSManager.getInstance();
        GSSName service = manager.createName("HTTP@" + address.getHost(), GSSName.NT_HOSTBASED_SERVICE);
        GSSContext context = manager.createContext(service, new Oid(KERBEROS), null, GSSContext.DEFAULT_LIFETIME);
        context.requestMutualAuth(mutual);
        return context;
    }

    private static byte[] start(GSSContext context) throws Exception {
        return context.initSecContext(new byte[0], 0, 0);
    }

    private static MessageProp plain() {
        return new MessageProp(false);
    }

    private static void assertGood(GSSContext context, byte[] mic) throws Exception {
        MessageProp said = plain();
        context.verifyMIC(mic, 0, mic.length, LIST, 0, LIST.length, said);
        assertThat(said.isUnseqToken() || said.isGapToken() || said.isOldToken() || said.isDuplicateToken())
                .isFalse();
    }

    /** The members of the answer by their number, empty where there is none. */
    private static byte[][] assertState(Response response, int state) {
        String value = response.header("WWW-Authenticate").get(0);
        ByteBuffer token = ByteBuffer.wrap(Base64.getDecoder().decode(value.substring("Negotiate ".length())));
        ByteBuffer members = content(content(token, 0xa1), 0x30);
        byte[][] fields = new byte[4][0];
        while (members.hasRemaining()) {
            int number = members.get(members.position()) & 0x1f;
            ByteBuffer member = content(members, 0xa0 + number);
            ByteBuffer inner = content(member, member.get(member.position()) & 0xff);
            byte[] field = new byte[inner.remaining()];
            inner.get(field);
            fields[number] = field;
        }
        assertThat(fields[0]).containsExactly(state);
        return fields;
    }

    /** Of the next element, which is read. */
    private static ByteBuffer content(ByteBuffer from, int tag) {
        assertThat(from.get() & 0xff).isEqualTo(tag);
        int length = from.get() & 0xff;
        if (length > 0x80) {
            int bytes = length - 0x80;
            length = 0;
            for (int i = 0; i < bytes; i++) {
                length = length << 8 | (from.get() & 0xff);
            }
        }
        ByteBuffer content = from.slice(from.position(), length);
        from.position(from.position() + length);
        return content;
    }

    private static Response send(JdkWeb web, Lab lab, byte[] token) throws Exception {
        return web.get(
                lab.portal(),
                List.of("Authorization", "Negotiate " + Base64.getEncoder().encodeToString(token)));
    }

    /** NegTokenInit with NTLM's token, as Windows sends it when it has no ticket. */
    private static byte[] init() {
        byte[] members = element(0x30, element(0xa0, LIST), element(0xa2, element(0x04, NTLM_NEGOTIATE)));
        return element(0x60, hex("06062b0601050502"), element(0xa0, members));
    }

    private static byte[] resp(byte[] token, Optional<byte[]> mic) {
        byte[] state = hex("a0030a0101");
        byte[] response = element(0xa2, element(0x04, token));
        byte[] signature = mic.map(value -> element(0xa3, element(0x04, value))).orElse(new byte[0]);
        return element(0xa1, element(0x30, state, response, signature));
    }

    private static byte[] mic(GSSContext context) throws Exception {
        byte[] mic = context.getMIC(LIST, 0, LIST.length, plain());
        return element(0xa1, element(0x30, hex("a0030a0100"), element(0xa3, element(0x04, mic))));
    }

    private static byte[] element(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        int length = content.size();
        if (length >= 0x100) {
            element.write(0x82);
            element.write(length >> 8);
        } else if (length >= 0x80) {
            element.write(0x81);
        }
        element.write(length);
        element.writeBytes(content.toByteArray());
        return element.toByteArray();
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
