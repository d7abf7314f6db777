package org.gatehouse.valve;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.gatehouse.wire.Bytes;

/** A GET as a web server in front of Tomcat hands it on by AJP (Apache's mod_proxy_ajp). */
record AjpRequest(Bytes packet) {
    private static final int FORWARD_REQUEST = 2;
    private static final int GET = 2;
    private static final int AUTHORIZATION = 0xa005;
    private static final int REMOTE_USER = 3;
    private static final int END = 0xff;
    private static final int END_RESPONSE = 5;

    static AjpRequest get(String path, String authorization) throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(packet);
        data.writeByte(FORWARD_REQUEST);
        data.writeByte(GET);
        for (String text : new String[] {"HTTP/1.1", path, "10.1.2.3", "client", "portal.example.com"}) {
            write(data, text);
        }
        data.writeShort(80);
        data.writeBoolean(false);
        data.writeShort(1);
        data.writeShort(AUTHORIZATION);
        write(data, authorization);
        data.writeByte(END);
        return new AjpRequest(Bytes.of(packet.toByteArray()));
    }

    /** The same with a user whom the web server has signed in. */
    AjpRequest by(String user) throws IOException {
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(changed);
        data.write(packet.toArray(), 0, packet.length() - 1);
        data.writeByte(REMOTE_USER);
        write(data, user);
        data.writeByte(END);
        return new AjpRequest(Bytes.of(changed.toByteArray()));
    }

    private static void write(DataOutputStream data, String text) throws IOException {
        data.writeShort(text.length());
        data.writeBytes(text);
        data.writeByte(0);
    }

    /** All messages of the answer, one after the other. */
    String sendTo(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeShort(0x1234);
            out.writeShort(packet.length());
            out.write(packet.toArray());
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            StringBuilder answer = new StringBuilder();
            byte[] message;
            do {
                in.skipNBytes(2);
                message = in.readNBytes(in.readUnsignedShort());
                answer.append(new String(message, StandardCharsets.ISO_8859_1));
            } while (message[0] != END_RESPONSE);
            return answer.toString();
        }
    }
}
