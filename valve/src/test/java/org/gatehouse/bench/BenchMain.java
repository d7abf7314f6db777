package org.gatehouse.bench;

import java.util.List;
import java.util.Set;
import org.gatehouse.crypto.EncryptionType;

/** The program behind {@code lab-scripts/bench.sh}, which describes its arguments. */
public final class BenchMain {
    private static final List<TokenTables.Kind> USUAL = List.of(
            new TokenTables.Kind(18, 1250),
            new TokenTables.Kind(20, 1250),
            new TokenTables.Kind(18, 12_000),
            new TokenTables.Kind(20, 12_000),
            new TokenTables.Kind(18, 50_000),
            new TokenTables.Kind(20, 50_000));
    private static final List<TokenTables.Kind> ALL = List.of(
            new TokenTables.Kind(17, 1250),
            new TokenTables.Kind(18, 1250),
            new TokenTables.Kind(19, 1250),
            new TokenTables.Kind(20, 1250),
            new TokenTables.Kind(18, 12_000),
            new TokenTables.Kind(20, 12_000),
            new TokenTables.Kind(18, 50_000),
            new TokenTables.Kind(20, 50_000));

    private static final List<TokenTables.Kind> PROFILED =
            List.of(new TokenTables.Kind(18, 1250), new TokenTables.Kind(18, 12_000));

    private static final String SECRET_WATCH = "/META-INF/services/org.gatehouse.secret.SecretWatch";

    private BenchMain() {}

    public static void main(String[] arguments) throws Exception {
        if (BenchMain.class.getResource(SECRET_WATCH) != null) {
            throw new IllegalStateException(
                    "the tests' ledger of secrets would be measured: take " + SECRET_WATCH + " off the class path");
        }
        Set<String> asked = Set.of(arguments);
        boolean thorough = asked.contains("--long");
        boolean everything = asked.stream().allMatch("--long"::equals);
        TokenTables tokens = new TokenTables(thorough ? 4 : 1);
        if (everything || asked.contains("token")) {
            print("A fresh token on one thread", tokens.fresh(thorough ? ALL : USUAL));
        }
        if (everything || asked.contains("refused")) {
            print("A token that no key decrypts, on one thread (etype 18)", new RefusedTokens().measure());
        }
        if (everything || asked.contains("threads")) {
            print("Fresh tokens on several threads (etype 18, PAC 1.25 KB)", tokens.threads(List.of(1, 2, 4, 8)));
        }
        if (everything || asked.contains("memory")) {
            Table table = new Table("memory", "bytes");
            table.row(
                    "replay memory on the heap, an entry of a million",
                    Table.figure("%.1f", ReplayMemory.bytesPerEntry()));
            table.row(
                    "replay memory, the file and its index on the heap, an entry of a million",
                    Table.figure("%.1f", ReplayMemory.bytesPerEntryInFile()));
            print("Memory", table.toString());
        }
        if (everything || asked.contains("replay")) {
            print("The replay memory, one authenticator (200 000 to 500 000 are remembered)", tokens.replays());
        }
        if (everything || asked.contains("conditions")) {
            print("Whether a request is asked to sign in, on one thread", new RequestDecisions().measure());
        }
        if (everything || asked.contains("http")) {
            print(
                    "HTTP, a fresh token on each request (etype 18, PAC 1.25 KB, 8 connections)",
                    HttpTable.ofTokens().measure(thorough ? 20 : 5));
        }
        if (everything || asked.contains("sessions")) {
            print(
                    "HTTP, requests of users with a session (8 connections)",
                    HttpTable.ofSessions().measure(thorough ? 20 : 5));
        }
        if (asked.contains("profile")) {
            profile();
        }
    }

    private static void profile() throws Exception {
        for (TokenTables.Kind kind : PROFILED) {
            EncryptionType type = EncryptionType.of(kind.etype()).orElseThrow();
            print(
                    "Where a token's time and memory go (" + kind.title() + ")",
                    CostProfile.record(type, kind.pac()).tables());
        }
    }

    private static void print(String title, String table) {
        System.out.println("\n## " + title + "\n\n" + table);
    }
}
