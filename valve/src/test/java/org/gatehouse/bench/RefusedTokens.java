package org.gatehouse.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.gatehouse.acceptor.AcceptorClock;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.acceptor.KerberosAcceptor;
import org.gatehouse.acceptor.ReplayCache;
import org.gatehouse.crypto.Cryptosystem;
import org.gatehouse.gss.Peer;
import org.gatehouse.keytab.Keytab;
import org.gatehouse.keytab.ServiceKeys;
import org.gatehouse.wire.Bytes;

/**
 * What a token costs that no key decrypts, which anyone can send: with keytabs of one key, and with those in which a search
 * might take long.
 */
final class RefusedTokens {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Peer PEER = new Peer("10.1.2.3");
    /** Makes a token of 1.6 KB. */
    private static final int PADDING = 1000;

    private static final int KEY_LENGTH = 32;
    private static final int WARM_UP = 4000;
    private static final int ROUNDS = 15;
    private static final long ROUND_NANOS = 100_000_000L;

    private final Bytes token;

    RefusedTokens() {
        token = Forge.with(forge -> {
                    forge.sname = "HTTP/unknown.example.com";
                    forge.kvno = OptionalLong.of(5000);
                    forge.serviceKey = key(-1);
                    forge.ticketAuthorizationData = der -> {
                        int data = der.beginExplicit(10, 0x30);
                        int element = der.begin(0x30);
                        der.integer(0, 1);
                        der.octets(1, Bytes.of(new byte[PADDING]));
                        der.end(element);
                        der.endExplicit(data);
                    };
                })
                .kerberos();
    }

    /** The first time for the JIT. */
    String measure() {
        rows();
        return rows();
    }

    private String rows() {
        Table table = new Table(
                "keytab, and a token of " + Table.figure("%.1f", token.length() / 1000.0) + " KB that no key decrypts",
                "CPU µs",
                "x one key",
                "bytes allocated");
        double one = row(table, "one key", 1, i -> entry("HTTP/unknown.example.com", 1, i), 0);
        row(table, "20 old versions of the key", 20, i -> entry("HTTP/unknown.example.com", i + 1L, i), one);
        row(table, "1000 old versions of the key", 1000, i -> entry("HTTP/unknown.example.com", i + 1L, i), one);
        row(table, "the same key 1000 times", 1000, i -> entry("HTTP/unknown.example.com", i + 1L, 0), one);
        row(table, "1000 names with one key", 1000, i -> entry("HTTP/host" + i + ".example.com", 7, 0), one);
        row(table, "1000 names with a key each", 1000, i -> entry("HTTP/host" + i + ".example.com", 7, i), one);
        return table.toString();
    }

    /** Returns the microseconds. */
    private double row(Table table, String title, int count, IntFunction<Keytab.Entry> entry, double one) {
        KerberosAcceptor acceptor =
                acceptor(IntStream.range(0, count).mapToObj(entry).toList());
        long warm = System.nanoTime();
        for (int i = 0; i < WARM_UP && System.nanoTime() - warm < 20 * ROUND_NANOS; i++) {
            refuse(acceptor);
        }
        List<Double> micros = new ArrayList<>();
        List<Double> bytes = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            long begin = THREADS.getCurrentThreadCpuTime();
            int tokens = 0;
            do {
                refuse(acceptor);
                tokens++;
            } while (THREADS.getCurrentThreadCpuTime() - begin < ROUND_NANOS);
            micros.add((THREADS.getCurrentThreadCpuTime() - begin) / 1000.0 / tokens);
            bytes.add((double) (THREADS.getCurrentThreadAllocatedBytes() - allocated) / tokens);
        }
        double median = Table.median(micros);
        table.row(
                title,
                Table.figure("%.1f", median),
                Table.figure("%.1f", one == 0 ? 1 : median / one),
                Table.figure("%,.0f", Table.median(bytes)));
        return median;
    }

    private void refuse(KerberosAcceptor acceptor) {
        boolean refused = acceptor.begin(token, PEER).fold(done -> false, more -> false, no -> true, down -> false);
        if (!refused) {
            throw new IllegalStateException("not refused");
        }
    }

    private static KerberosAcceptor acceptor(List<Keytab.Entry> entries) {
        SecureRandom random = new SecureRandom();
        Cryptosystem cryptosystem = new Cryptosystem(random);
        return new KerberosAcceptor(
                ServiceKeys.of(new Keytab(entries), "http.keytab", cryptosystem),
                new AcceptorClock(() -> Forge.NOW, Duration.ofMinutes(5)),
                cryptosystem,
                new ReplayCache(1000, random));
    }

    private static Keytab.Entry entry(String name, long kvno, int key) {
        return Forge.entry(name, kvno, 18, key(key));
    }

    private static byte[] key(int number) {
        byte[] key = new byte[KEY_LENGTH];
        key[0] = (byte) number;
        key[1] = (byte) (number >> 8);
        key[2] = 1;
        return key;
    }
}
