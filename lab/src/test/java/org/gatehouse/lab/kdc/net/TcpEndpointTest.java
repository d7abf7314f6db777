package org.gatehouse.lab.kdc.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.errorCode;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.lab.kdc.KdcOnAPort;
import org.gatehouse.lab.kdc.exchange.RequestFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and answers on connections, RFC 4120 §7.2.2, from patient and impatient clients. */
@Timeout(60)
class TcpEndpointTest extends KdcOnAPort {

    @Test
    void answersSeveralRequestsOnOneConnection() throws IOException {
        try (Socket socket = connect()) {
            for (int i = 0; i < 3; i++) {
                write(socket, anyRequest());

                assertThat(errorCode(read(socket))).isEqualTo(60);
            }
        }
    }

    @Test
    void answersRequestsThatComeInOneGo() throws IOException {
        try (Socket socket = connect()) {
            write(socket, anyRequest());
            write(socket, anyRequest());

            assertThat(List.of(errorCode(read(socket)), errorCode(read(socket))))
                    .containsExactly(60, 60);
        }
    }

    @Test
    void answersARequestThatComesByteByByte() throws IOException {
        try (Socket socket = connect()) {
            socket.setTcpNoDelay(true);
            byte[] request = anyRequest();
            socket.getOutputStream().write(new byte[] {0, 0, 0, (byte) request.length});
            for (byte one : request) {
                socket.getOutputStream().write(one);
            }

            assertThat(errorCode(read(socket))).isEqualTo(60);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {131_073, Integer.MAX_VALUE, Integer.MIN_VALUE, -1})
    void refusesALengthBeyondItsBound(int length) throws IOException {
        try (Socket socket = connect()) {
            new DataOutputStream(socket.getOutputStream()).writeInt(length);

            assertThat(errorCode(read(socket))).isEqualTo(61);
        }
    }

    @Test
    void refusesALengthBeyondItsBoundThoughTheBytesCome() throws IOException {
        try (Socket socket = connect()) {
            write(socket, new byte[131_073]);

            assertThat(errorCode(read(socket))).isEqualTo(61);
        }
    }

    @Test
    void answersARequestOfTheGreatestLength() throws IOException {
        assertThat(errorCode(overTcp(new byte[131_072]))).isEqualTo(60);
    }

    @Test
    void answersAnEmptyRequest() {
        assertThat(errorCode(overTcp(new byte[0]))).isEqualTo(60);
    }

    @Test
    void servesOthersWhileSomeSendNothing() throws IOException {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                idle.add(connect());
            }

            assertThat(errorCode(overTcp(anyRequest()))).isEqualTo(60);
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void putsOutTheOldestWhenThereAreTooMany() throws IOException {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 65; i++) {
                idle.add(connect());
            }

            assertHungUp(idle.get(0));
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void hangsUpOnAClientThatDawdles() throws IOException {
        RequestFixture fixture = new RequestFixture();
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (TcpEndpoint impatient = new TcpEndpoint(address, fixture.handler, Thread::new, Duration.ofMillis(50));
                Socket socket = new Socket(address.getAddress(), impatient.port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(new byte[] {0, 0});

            assertHungUp(socket);
        }
    }

    @Test
    void survivesARequestThatEndsEarly() throws IOException {
        byte[] framed = {0, 0, 0, 9, 1, 2, 3};
        for (int length = 0; length <= framed.length; length++) {
            try (Socket socket = connect()) {
                socket.getOutputStream().write(framed, 0, length);
                socket.shutdownOutput();

                assertHungUp(socket);
            }
        }
        assertThat(errorCode(overTcp(anyRequest()))).isEqualTo(60);
    }
}
