package org.gatehouse.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gatehouse.bench.Server.Authentication;
import org.gatehouse.crypto.EncryptionType;

/**
 * Requests a second over HTTP, each with a fresh token or with the cookie of its session. The servers are JVMs of their own and take turns, so that only
 * one of them works at a time; the client's threads run beside it on the same processors.
 */
final class HttpTable {
    private static final EncryptionType TYPE = EncryptionType.AES256_CTS_HMAC_SHA1_96;
    private static final int PAC = 1250;
    private static final int CONNECTIONS = 8;
    /** On each connection. */
    private static final int REQUESTS = 1000;

    /** 48 000 requests: a server is slow until the JIT has seen to it. */
    private static final int WARM_UP_ROUNDS = 6;

    private final Mint mint = new Mint(TYPE, PAC);
    private final List<Authentication> contenders;
    private final boolean sessions;
    private final Map<Authentication, List<Double>> rates = new EnumMap<>(Authentication.class);
    private final Map<Authentication, List<Double>> cpu = new EnumMap<>(Authentication.class);

    private HttpTable(List<Authentication> contenders, boolean sessions) {
        this.contenders = contenders;
        this.sessions = sessions;
    }

    static HttpTable ofTokens() {
        return new HttpTable(
                List.of(
                        Authentication.NONE,
                        Authentication.NOTHING,
                        Authentication.GATEHOUSE,
                        Authentication.GATEHOUSE_SESSION,
                        Authentication.SPNEGO),
                false);
    }

    static HttpTable ofSessions() {
        return new HttpTable(
                List.of(
                        Authentication.NONE,
                        Authentication.GATEHOUSE_SESSION,
                        Authentication.GATEHOUSE_CONDITIONS,
                        Authentication.SPNEGO),
                true);
    }

    String measure(int rounds) throws Exception {
        Map<Authentication, ServerProcess> servers = new EnumMap<>(Authentication.class);
        try {
            for (Authentication authentication : contenders) {
                servers.put(authentication, new ServerProcess(authentication, TYPE));
                rates.put(authentication, new ArrayList<>());
                cpu.put(authentication, new ArrayList<>());
            }
            for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
                for (Map.Entry<Authentication, ServerProcess> server : servers.entrySet()) {
                    round(server.getKey(), server.getValue(), round >= 0);
                }
            }
        } finally {
            for (ServerProcess server : servers.values()) {
                server.close();
            }
        }
        return table();
    }

    private void round(Authentication authentication, ServerProcess server, boolean counts) throws Exception {
        List<byte[][]> prepared = new ArrayList<>();
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            Connection connection = new Connection(server.port());
            byte[][] requests = new byte[REQUESTS][];
            if (sessions) {
                Arrays.fill(requests, Connection.request(connection.exchange(Connection.request(mint.next()))));
            } else {
                Arrays.setAll(requests, unused -> Connection.request(mint.next()));
            }
            prepared.add(requests);
            connections.add(connection);
        }
        double cpuBefore = server.cpu().toNanos();
        double seconds = exchange(connections, prepared);
        double requests = CONNECTIONS * REQUESTS;
        if (counts) {
            rates.getOrDefault(authentication, List.of()).add(requests / seconds);
            cpu.getOrDefault(authentication, List.of()).add((server.cpu().toNanos() - cpuBefore) / 1000 / requests);
        }
    }

    private static double exchange(List<Connection> connections, List<byte[][]> prepared) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(connections.size());
        try {
            List<Callable<Integer>> clients = new ArrayList<>();
            for (int i = 0; i < connections.size(); i++) {
                byte[][] requests = prepared.get(i);
                Connection connection = connections.get(i);
                clients.add(() -> {
                    for (byte[] request : requests) {
                        connection.exchange(request);
                    }
                    connection.close();
                    return requests.length;
                });
            }
            long begin = System.nanoTime();
            for (Future<Integer> client : executor.invokeAll(clients)) {
                client.get();
            }
            return (System.nanoTime() - begin) / 1e9;
        } finally {
            executor.shutdownNow();
        }
    }

    private String table() {
        Table table = new Table(
                "server", "requests/s", "/ no authentication", "/ SpnegoAuthenticator", "server's CPU µs a request");
        for (Authentication authentication : contenders) {
            List<Double> own = rates.getOrDefault(authentication, List.of());
            table.row(
                    authentication.title(),
                    Table.figure("%,.0f", Table.median(own)),
                    Table.figure("%.2f", Table.medianRatio(own, rates.getOrDefault(Authentication.NONE, List.of()))),
                    Table.figure("%.2f", Table.medianRatio(own, rates.getOrDefault(Authentication.SPNEGO, List.of()))),
                    Table.figure("%.0f", Table.median(cpu.getOrDefault(authentication, List.of()))));
        }
        return table.toString();
    }
}
