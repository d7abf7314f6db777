package org.gatehouse.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gatehouse.conditions.Conditions;
import org.gatehouse.conditions.ConditionsException;
import org.gatehouse.conditions.ConditionsFile;
import org.gatehouse.conditions.RequestFacts;
import org.gatehouse.wire.Bytes;

/**
 * What it costs to decide that a request is asked to sign in, with few rules and with many. No rule says no, so all of them are
 * asked: the most that a request can cost.
 */
final class RequestDecisions {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ADDRESSES = 10_000;
    private static final int URLS = 1000;
    private static final int ROUNDS = 15;
    private static final int BATCH = 1000;
    private static final long ROUND_NANOS = 100_000_000L;
    private static final String V4 = "10.77.1.2";
    private static final String V6 = "2001:db8:4d::17";

    /** Neighbours of both clients, and in the end they themselves. */
    private static final String MANY_ADDRESSES = "<addresses><allow>"
            + many(
                    ADDRESSES - 2,
                    i -> i % 2 == 0
                            ? "172." + (16 + i / 2 / 256) + "." + i / 2 % 256 + ".0/24"
                            : "2001:db8:" + Integer.toHexString(0x1000 + i) + "::/48")
            + " 10.77.0.0/16 2001:db8:4d::/48</allow><deny>"
            + many(ADDRESSES, i -> "10." + i / 250 + "." + (i % 250 + 3) + ".9") + "</deny></addresses>";

    private static final String BROWSERS = "<browsers><allow>Windows NT</allow><deny>Mobile</deny></browsers>";

    /** A kind of rules, and a request that none of them says no to. */
    private record Case(String title, Conditions conditions, RequestFacts request) {
        static Case of(String title, String address, String rules) {
            try {
                String file = "<conditions>" + rules + "</conditions>";
                return new Case(
                        title,
                        ConditionsFile.parse(Bytes.of(file.getBytes(StandardCharsets.UTF_8)), Set::of),
                        request(address));
            } catch (ConditionsException e) {
                throw new IllegalStateException(e);
            }
        }

        private static RequestFacts request(String address) {
            return new RequestFacts(
                    address,
                    "portal.example.com",
                    "/portal/projects/2026/overview.html?sort=name&page=3",
                    "/portal/projects/2026/overview.html",
                    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0"
                            + " Safari/537.36 Edg/130.0.0.0",
                    name -> List.of());
        }

        void decide() {
            boolean asked = conditions.decide(request).fold(() -> true, skip -> false, open -> false);
            if (!asked) {
                throw new IllegalStateException(title + ": not asked");
            }
        }
    }

    private static String many(int count, IntFunction<String> entry) {
        return IntStream.range(0, count).mapToObj(entry).collect(Collectors.joining(" "));
    }

    private static String urls(IntFunction<String> pattern) {
        return "<urls>"
                + IntStream.range(0, URLS)
                        .mapToObj(i -> "<deny>" + pattern.apply(i) + "</deny>")
                        .collect(Collectors.joining())
                + "</urls>";
    }

    private static List<Case> cases() {
        String few = "<addresses><allow>10.0.0.0/8</allow></addresses><hosts><allow>portal.example.com</allow></hosts>"
                + "<urls><deny>/api/*</deny></urls>" + BROWSERS;
        return List.of(
                Case.of("one rule of each kind", V4, few),
                Case.of("10,000 addresses allowed and 10,000 denied, IPv4 client", V4, MANY_ADDRESSES),
                Case.of("the same, IPv6 client", V6, MANY_ADDRESSES),
                Case.of("1,000 URLs, as in /portal/area7/*", V4, urls(i -> "/portal/area" + i + "/*")),
                Case.of("1,000 URLs, as in *.type7", V4, urls(i -> "*.type" + i)),
                Case.of("1,000 URLs, as in */area7/*", V4, urls(i -> "*/area" + i + "/*")),
                Case.of(
                        "all of it",
                        V4,
                        MANY_ADDRESSES
                                + "<hosts><allow>portal.example.com</allow></hosts>"
                                + urls(i -> "/portal/area" + i + "/*") + BROWSERS));
    }

    /** The first time for the JIT. */
    String measure() {
        List<Case> cases = cases();
        rows(cases);
        return rows(cases);
    }

    private static String rows(List<Case> cases) {
        Table table = new Table("rules", "CPU ns", "x few rules", "bytes allocated");
        List<List<Double>> nanos = new ArrayList<>();
        List<List<Double>> bytes = new ArrayList<>();
        cases.forEach(any -> {
            nanos.add(new ArrayList<>());
            bytes.add(new ArrayList<>());
        });
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < cases.size(); i++) {
                measure(cases.get(i), nanos.get(i), bytes.get(i));
            }
        }
        for (int i = 0; i < cases.size(); i++) {
            table.row(
                    cases.get(i).title(),
                    Table.figure("%,.0f", Table.median(nanos.get(i))),
                    Table.figure("%.1f", Table.medianRatio(nanos.get(i), nanos.get(0))),
                    Table.figure("%,.0f", Table.median(bytes.get(i))));
        }
        return table.toString();
    }

    private static void measure(Case decided, List<Double> nanos, List<Double> bytes) {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long begin = THREADS.getCurrentThreadCpuTime();
        long decisions = 0;
        do {
            for (int i = 0; i < BATCH; i++) {
                decided.decide();
            }
            decisions += BATCH;
        } while (THREADS.getCurrentThreadCpuTime() - begin < ROUND_NANOS);
        nanos.add((double) (THREADS.getCurrentThreadCpuTime() - begin) / decisions);
        bytes.add((double) (THREADS.getCurrentThreadAllocatedBytes() - allocated) / decisions);
    }
}
